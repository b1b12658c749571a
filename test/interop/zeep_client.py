"""Calls operations with zeep: JSON in on standard input, JSON out.

In:  {"wsdl": "...", "user": "...", "password": "...", "calls": [{"operation": "...", "input": {...}}]}
Out: one list per port of the service, {"port": "...", "answers": [{"operation": "...", "output": {...}} or {"operation": "...", "error": "..."}]}
"""

import json
import sys

import zeep
from zeep.helpers import serialize_object
from zeep.wsse.username import UsernameToken


def main():
    task = json.load(sys.stdin)
    client = zeep.Client(task["wsdl"], wsse=UsernameToken(task["user"], task["password"]))
    (service,) = client.wsdl.services.values()
    json.dump([call_all(client, service.name, port, task["calls"]) for port in service.ports], sys.stdout)


def call_all(client, service, port, calls):
    proxy = client.bind(service, port)
    return {"port": port, "answers": [call(proxy, **each) for each in calls]}


def call(proxy, operation, input):
    try:
        return {"operation": operation, "output": serialize_object(proxy[operation](**input), dict)}
    except zeep.exceptions.Error as error:
        return {"operation": operation, "error": str(error)}


main()

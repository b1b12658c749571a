/** Style of the start page: system fonts, one column, light and dark as the reader's system is set. */
export const START_PAGE_STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#1c2430,#e3e8ef);--soft:light-dark(#5b6675,#97a3b4);--paper:light-dark(#f6f7f9,#11151b);
--card:light-dark(#fff,#191f28);--line:light-dark(#dfe3e9,#2b3441);--accent:light-dark(#0b5cad,#74b3f5);--code:light-dark(#eef1f5,#0d1117)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0}
h1 small{font-size:.9rem;font-weight:400;color:var(--soft);margin-left:.5rem}
h2{font-size:1.15rem;margin:2.25rem 0 .75rem}
h3{font-size:1rem;margin:0}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.15em}
nav{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin-top:1rem}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.9rem 1rem;overflow-x:auto;margin:.75rem 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.15rem;margin:0 0 .9rem}
.card>header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline;padding:0;max-width:none}
.card>header code{color:var(--soft);flex:1 1 15rem}
table{width:100%;border-collapse:collapse;margin-top:.6rem;font-size:.94rem}
th{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
td{padding:.4rem .75rem .4rem 0;border-top:1px solid var(--line);vertical-align:top}
td:nth-child(1){width:18rem}
td:nth-child(3){text-align:right;padding-right:0;white-space:nowrap}
td:nth-child(2){color:var(--soft)}
ol{padding-left:1.25rem;margin:.5rem 0}
footer{color:var(--soft);font-size:.9rem;padding-top:1rem;padding-bottom:3rem}
@media(max-width:40rem){td{display:block;border:0;padding:.1rem 0}td:nth-child(1){border-top:1px solid var(--line);padding-top:.5rem;width:auto}td:nth-child(3){text-align:left;padding-bottom:.5rem}}
`;

// SPDX-License-Identifier: Apache-2.0
// The style of the HTML report. Colours are named once for light and once for dark; text has a contrast of 4.5 or more.

export const style = `
:root{color-scheme:light dark;--page:#f4f5f8;--card:#fff;--text:#1b1f27;--soft:#596273;--line:#dce0e8;--well:#f3f5f9;--accent:#2955c8;--focus:#2955c8;
--critical:#a3124a;--high:#c02a1d;--medium:#8c5a00;--low:#17667e;--info:#5a6374;--unknown:#7440b0;--good:#19703a;
--del:#fdebea;--del-ink:#93201a;--add:#e4f5e9;--add-ink:#115c2d;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{--page:#0e1117;--card:#161b23;--text:#e4e8ef;--soft:#9aa5b7;--line:#2b323e;--well:#0f141b;--accent:#8db0ff;--focus:#8db0ff;
--critical:#ff85ac;--high:#ff8b7e;--medium:#e7b450;--low:#6fcbe3;--info:#a3adbd;--unknown:#c79df5;--good:#6ed592;
--del:#3a1d20;--del-ink:#ffaea8;--add:#12301f;--add-ink:#8fe3ac}}
*{box-sizing:border-box}
html{scroll-padding-top:8rem}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main,header.top,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header.top{padding-top:2.25rem}
h1{font-size:1.85rem;line-height:1.2;margin:0;letter-spacing:-.015em}
h2{font-size:1.15rem;margin:2.75rem 0 .9rem;display:flex;align-items:baseline;gap:.75rem;flex-wrap:wrap}
h2 small{font-weight:400;color:var(--soft);font-size:.9rem}
h3{font-size:1.06rem;line-height:1.35;margin:0}
p{margin:.4rem 0}
a{color:var(--accent)}
code,pre{font-family:var(--mono);font-size:.84rem}
.soft{color:var(--soft)}
.meta{color:var(--soft);margin:.35rem 0 0}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:9}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.2rem,1fr));gap:.7rem;margin:1.6rem 0 0;padding:0;list-style:none}
.tile{display:block;width:100%;text-align:left;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--ink);border-radius:10px;padding:.65rem .9rem .7rem}
button.tile{cursor:pointer}
button.tile:hover{border-color:var(--ink)}
button.tile[aria-pressed=true]{box-shadow:0 0 0 2px var(--ink);border-color:var(--ink)}
.tile b{display:block;font-size:1.75rem;line-height:1.15;font-variant-numeric:tabular-nums}
.tile span{color:var(--ink);font-weight:600;font-size:.9rem}
.zero b{color:var(--soft);font-weight:500}
.critical{--ink:var(--critical)}.high{--ink:var(--high)}.medium{--ink:var(--medium)}.low{--ink:var(--low)}.info{--ink:var(--info)}.unknown{--ink:var(--unknown)}.good{--ink:var(--good)}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(31rem,100%),1fr));gap:1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin:0 0 .9rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem;overflow-wrap:normal}
th{font-weight:600;text-align:left;white-space:nowrap;color:var(--soft);font-size:.8rem}
th,td{padding:.3rem .38rem;vertical-align:top}
tbody th{color:inherit;font-size:inherit;font-weight:500}
th:first-child,td:first-child{padding-left:0}
tbody tr{border-top:1px solid var(--line)}
.roomy{width:99%}.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{display:block;width:100%;min-width:2.5rem;height:.55rem;border-radius:99px;margin-top:.5rem;background:var(--line);color:var(--ink)}
.filters{position:sticky;top:0;z-index:5;background:var(--page);padding:.7rem 0;border-bottom:1px solid var(--line);margin-top:2rem}
.filters form{display:grid;grid-template-columns:2fr repeat(4,1fr) auto;gap:.5rem;align-items:end}
.filters label{font-size:.76rem;color:var(--soft);display:block}
input,select,button.plain{font:inherit;font-size:.9rem;width:100%;min-height:2.4rem;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.3rem .6rem;display:block}
button.plain{width:auto;cursor:pointer}
button.plain:hover{border-color:var(--accent)}
output{display:block;font-size:.86rem;color:var(--soft);margin-top:.45rem}
h2.band{color:var(--ink);border-bottom:2px solid var(--ink);padding-bottom:.3rem}
article{border-left:4px solid var(--ink)!important}
.head{display:flex;flex-wrap:wrap;gap:.15rem .8rem;align-items:baseline;justify-content:space-between}
.head code{color:var(--soft)}
.tags{display:flex;flex-wrap:wrap;gap:.35rem;margin:.45rem 0 0;padding:0;list-style:none;font-size:.76rem}
.tags li{border:1px solid var(--line);border-radius:99px;padding:.02rem .6rem;color:var(--soft)}
.tags .sev{border-color:var(--ink);color:var(--ink);font-weight:600}
.why{color:var(--soft);max-width:46rem}
.place{margin:1rem 0 0}
.place figcaption,.where{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem}
.object{font-weight:600}
.src{color:var(--soft);font-family:var(--mono);font-size:.82rem}
pre{margin:.4rem 0 0;background:var(--well);border:1px solid var(--line);border-radius:8px;padding:.5rem 0;overflow-x:auto;line-height:1.6}
pre code{display:grid;min-width:max-content}
.l{display:block;padding:0 1rem 0 0;white-space:pre}
.l i{font-style:normal;display:inline-block;color:var(--soft);user-select:none}
.n{width:3.6rem;text-align:right;padding-right:.8rem}
.m{width:1.3rem}
.del{background:var(--del);color:var(--del-ink)}.add{background:var(--add);color:var(--add-ink)}
.del i,.add i{color:inherit;opacity:.85}
mark{background:none;color:inherit;text-decoration:underline wavy var(--ink) 1.5px;text-underline-offset:4px;text-decoration-skip-ink:none}
.detail{color:var(--ink);margin:.45rem 0 0;font-weight:500}
.advice{margin:.4rem 0 0;padding-left:1.35rem;position:relative}
.advice::before{content:"\\2192";position:absolute;left:.1rem;color:var(--good);font-weight:700}
details{margin-top:.9rem}
summary{cursor:pointer;color:var(--accent);font-size:.92rem;width:fit-content}
.places{list-style:none;margin:.5rem 0 0;padding:0;border-top:1px solid var(--line)}
.places li{padding:.3rem 0;border-bottom:1px solid var(--line);font-size:.92rem}
.places .object{font-weight:500}
.more{font-size:.86rem;margin-top:.9rem}
.note{border-left:4px solid var(--unknown);margin-top:1.4rem}.note ul{margin:.4rem 0 0;padding-left:1.2rem}
.empty{text-align:center;color:var(--soft);padding:3rem 1rem}
footer{color:var(--soft);font-size:.86rem;padding-top:2rem;padding-bottom:3rem}
[hidden]{display:none!important}
@media (max-width:56rem){.filters form{grid-template-columns:repeat(2,1fr)}.filters .wide{grid-column:1/-1}}
@media (max-width:40rem){body{font-size:15px}header.top{padding-top:1.3rem}h1{font-size:1.5rem}main,header.top,footer{padding-left:.9rem;padding-right:.9rem}
.tiles{grid-template-columns:repeat(3,1fr);gap:.5rem}.tile{padding:.45rem .65rem}.tile b{font-size:1.35rem}.tile span{font-size:.82rem}.card{padding:.85rem .9rem}.filters{position:static}html{scroll-padding-top:1rem}.n{width:2.7rem}.roomy{display:none}.two table{font-size:.82rem}.two th,.two td{padding:.3rem .25rem}tbody th{white-space:normal}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{:root{color-scheme:light}body{background:#fff;font-size:10pt}.filters,.skip{display:none}.card:not(article),figcaption,pre,.told,.tile,li{break-inside:avoid}h2,h3{break-after:avoid}main,header.top,footer{max-width:none;padding:0}
pre{white-space:pre-wrap;overflow:visible}.l{white-space:pre-wrap}pre code{min-width:0}*{print-color-adjust:exact}.scroll{overflow:visible}}
`;

/** SHA-256 of the style in base64, for the page's content security policy; a test holds the two together. */
export const styleHash = '7/KVxaX9Fx+4ak5mrHle1MqRljS+Rt5aKlH1fTbZP9s=';

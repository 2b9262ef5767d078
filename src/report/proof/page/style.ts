// SPDX-License-Identifier: Apache-2.0
// What the page of a proof adds to the style of reports.

export const proofStyle = `
.verdict{border-left:8px solid var(--ink);margin:1.4rem 0 0;display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem 1rem;padding:1.1rem 1.3rem}
.verdict b{color:var(--ink);font-size:1.9rem;letter-spacing:.02em;line-height:1.2}
.verdict span{font-size:1.1rem}
a.tile{text-decoration:none}
a.tile:hover{border-color:var(--ink)}
.tiles.kinds{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr))}
.tiles.kinds+.tiles.kinds{margin-top:.7rem}
.tiles.kinds .tile{height:100%}
.tiles.kinds span{line-height:1.3;display:block}
.card.amendment{padding:.7rem 1.2rem}
.amendment details{margin:0}
.amendment summary{width:auto;color:inherit}
.amendment h3{display:inline;margin-right:.6rem}
.asked{margin:.6rem 0 0;max-height:9rem;overflow-y:auto}
.filters form.single{grid-template-columns:minmax(0,1fr) auto}
.told p.because{color:var(--soft);max-width:54rem}
.facts{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.5rem 0 0;padding:0;list-style:none;font-size:.9rem}
.facts li b{font-weight:600}
.facts .src{align-self:center}
.sub{font-weight:600;font-size:.92rem;margin:.9rem 0 0}
.places .seen{color:var(--soft);font-size:.84rem}
.yaml{position:relative}
.yaml pre{padding:.7rem 1rem}
.yaml pre code{display:block;white-space:pre}
.copy{position:absolute;top:.45rem;right:.45rem;font:inherit;font-size:.8rem;color:var(--accent);background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.15rem .6rem;cursor:pointer}
.copy:hover{border-color:var(--accent)}
.tried{color:var(--ink);font-weight:600;font-size:.84rem;white-space:nowrap}
.notes{margin:.5rem 0 0;padding-left:1.2rem;color:var(--soft);font-size:.92rem}
.plainlist{margin:0;padding-left:1.1rem}
.plainlist li{margin:.25rem 0}
td.hash{font-family:var(--mono);font-size:.78rem;overflow-wrap:anywhere;min-width:16rem}
td.name{overflow-wrap:anywhere;min-width:8rem}
@media (max-width:40rem){.verdict b{font-size:1.5rem}.verdict span{font-size:1rem}.tiles.kinds{grid-template-columns:repeat(2,1fr)}.tiles.kinds+.tiles.kinds{margin-top:.5rem}.filters form.single{grid-template-columns:1fr}
.inputs thead{display:none}.inputs tr,.inputs td{display:block}.inputs td{padding:.1rem 0;text-align:left}.inputs tr{padding:.5rem 0}td.hash{min-width:0}}
@media print{.copy{display:none}.asked{max-height:none}.yaml pre code{white-space:pre-wrap}}
.scroll { overflow-x: auto; }
.scroll img { max-width: none; }
`;

/** SHA-256 of the style in base64, for the page's content security policy; a test holds the two together. */
export const proofStyleHash = '4QW7E6k0msY2D9A21JSRM9jX2/2ezQkWB3h7u4holAk=';

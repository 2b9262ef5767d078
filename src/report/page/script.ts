// SPDX-License-Identifier: Apache-2.0
// The filters of the HTML report. The page is complete without it; what is chosen stands in the address, so that it can be kept.

export const script = `
'use strict';
const form = document.forms[0];
const faults = [...document.querySelectorAll('article')].map((element) => ({
  element,
  data: element.dataset,
  text: element.querySelector('.told').textContent.toLowerCase(),
  layers: element.dataset.layer.split(' '),
  threats: element.dataset.threats.split(' '),
  checks: element.dataset.check.split(' '),
  places: [...element.querySelectorAll('.place, .places > li')].map((place) => ({
    element: place,
    count: Number(place.dataset.count || 1),
    object: place.querySelector('.object').textContent.toLowerCase(),
    text: place.textContent.toLowerCase(),
  })),
}));
const bands = [...document.querySelectorAll('section.band')];
const tiles = [...document.querySelectorAll('button.tile')];
const status = document.querySelector('output');
const nothing = document.querySelector('.empty');
const plural = (count, noun) => count + ' ' + noun + (count === 1 ? '' : 's');

function apply() {
  const chosen = Object.fromEntries(new FormData(form));
  const words = chosen.text.toLowerCase().split(/\\s+/).filter(Boolean);
  const object = chosen.object.toLowerCase().trim();
  const severities = tiles.filter((tile) => tile.getAttribute('aria-pressed') === 'true').map((tile) => tile.value);
  let shownFaults = 0;
  let shownPlaces = 0;
  for (const fault of faults) {
    const fits = (severities.length === 0 || severities.includes(fault.data.severity))
      && (!chosen.layer || fault.layers.includes(chosen.layer))
      && (!chosen.threat || fault.threats.includes(chosen.threat))
      && (!chosen.check || fault.checks.includes(chosen.check));
    let [visible, count] = [0, 0];
    for (const place of fault.places) {
      const here = fits && (!object || place.object.includes(object)) && words.every((word) => place.text.includes(word) || fault.text.includes(word));
      place.element.hidden = !here;
      if (here) { visible += 1; count += place.count; }
    }
    fault.element.hidden = visible === 0;
    for (const list of fault.element.querySelectorAll('.places')) list.parentElement.hidden = !list.querySelector('li:not([hidden])');
    if (visible > 0) { shownFaults += 1; shownPlaces += count; }
  }
  for (const band of bands) band.hidden = !band.querySelector('article:not([hidden])');
  nothing.hidden = shownFaults > 0 || faults.length === 0;
  status.textContent = plural(shownFaults, 'fault') + ' in ' + plural(shownPlaces, 'place')
    + (shownFaults < faults.length ? ' shown, of ' + plural(faults.length, 'fault') : '');
  const kept = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
  if (severities.length > 0) kept.set('severity', severities.join(','));
  const address = kept.toString();
  try { history.replaceState(null, '', address ? '#' + address : location.pathname + location.search); } catch {}
}

for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  if (name === 'severity') for (const tile of tiles) tile.setAttribute('aria-pressed', String(value.split(',').includes(tile.value)));
  else if (form.elements.namedItem(name)) form.elements.namedItem(name).value = value;
}
for (const tile of tiles) tile.addEventListener('click', () => {
  tile.setAttribute('aria-pressed', String(tile.getAttribute('aria-pressed') !== 'true'));
  apply();
});
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', (event) => {
  event.preventDefault();
  for (const tile of tiles) tile.setAttribute('aria-pressed', 'false');
  for (const field of form.elements) if (field.name) field.value = '';
  apply();
});
addEventListener('beforeprint', () => { for (const list of document.querySelectorAll('details')) list.open = true; });
document.querySelector('.filters').hidden = faults.length === 0;
apply();
`;

/** SHA-256 of the script in base64, for the page's content security policy; a test holds the two together. */
export const scriptHash = 'wHcIBpL3xR3eWmuI1L8TM9H1HAu+Y5bt58+3MHxIJ20=';

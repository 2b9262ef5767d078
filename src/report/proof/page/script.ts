// SPDX-License-Identifier: Apache-2.0
// The filter and the copy buttons of a proof's page, which is complete without them.

export const proofScript = `
'use strict';
const form = document.forms[0];
const status = document.querySelector('output');
const articles = [...document.querySelectorAll('section.band article')].map((element) => ({
  element,
  text: element.querySelector('.told').textContent.toLowerCase(),
  members: [...element.querySelectorAll('.places > li')].map((item) => ({ item, text: item.textContent.toLowerCase() })),
}));
const total = articles.reduce((sum, { members }) => sum + (members.length || 1), 0);

function apply() {
  const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const { element, text, members } of articles) {
    let visible = members.length === 0 && words.every((word) => text.includes(word)) ? 1 : 0;
    for (const member of members) {
      member.item.hidden = !words.every((word) => text.includes(word) || member.text.includes(word));
      if (!member.item.hidden) visible += 1;
    }
    element.hidden = visible === 0;
    shown += visible;
    for (const list of element.querySelectorAll('details')) {
      const left = list.querySelector('.places > li:not([hidden])');
      list.hidden = !left;
      if (words.length > 0 && left) list.open = true;
    }
  }
  for (const band of document.querySelectorAll('section.band')) band.hidden = !band.querySelector('article:not([hidden])');
  document.querySelector('.empty').hidden = shown > 0;
  status.textContent = shown === total ? '' : shown.toLocaleString('en-US') + ' of ' + total.toLocaleString('en-US') + ' shown';
}

if (form) {
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => { event.preventDefault(); form.elements.text.value = ''; apply(); });
  document.querySelector('.filters').hidden = false;
}
for (const button of document.querySelectorAll('button.copy')) {
  const code = button.parentElement.querySelector('code');
  button.hidden = false;
  button.addEventListener('blur', () => { button.textContent = 'Copy'; });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
  });
}
addEventListener('beforeprint', () => { for (const list of document.querySelectorAll('details')) list.open = true; });
`;

/** SHA-256 of the script in base64, for the page's content security policy; a test holds the two together. */
export const proofScriptHash = 'ujgSL9VNrxf34SZFIZ29PrU6e3ssQjdx3ulAY7ktYYk=';

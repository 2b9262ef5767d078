// SPDX-License-Identifier: Apache-2.0
// Text that go-yaml, and so Kubernetes, reads otherwise than js-yaml, rewritten to what both read alike. Every character keeps
// its place: the structure is read from the rewritten text, the scalars are decoded from the one that was given.
//
//     args: [          js-yaml wants the lines of a flow collection, and of a quoted scalar, indented deeper
//       --verbose, -   js-yaml wants more of a plain scalar than a dash
//     ]
//     {a:, b}          js-yaml takes the colon for the end of a key
//     "a"# comment     js-yaml wants a space before the comment
//     [a,<tab>b]       js-yaml takes a tab for indentation
//     "it\\'s"          js-yaml does not know this escape

/** Whether `relaxed` would make a difference that js-yaml does not complain about. */
export function isMisread(text: string): boolean {
  return [':,', ':]', ':}'].some((token) => text.includes(token)) && /[^\s"'\]}]:[,\]}]/.test(text);
}

export function relaxed(text: string): string {
  return new Scanner(text).rewritten();
}

/** Where the quote or bracket stands that the text never closes, the innermost of them. */
export function unclosedAt(text: string): number | undefined {
  const scanner = new Scanner(text);
  scanner.rewritten();
  return scanner.open.at(-1);
}

/** Stands for a character of a plain scalar that js-yaml takes for an indicator. */
const plainCharacter = 'x';

/** Tells flow collections and quoted scalars from the block context around them, and no more of YAML than that needs. */
class Scanner {
  readonly #text: string;
  readonly #pieces: string[] = [];
  #copied = 0;
  #at = 0;
  #lineStart = 0;
  /** Where the brackets stand that are open here, and at the end the quote that is. */
  readonly open: number[] = [];
  /** Column of the key or `-` whose value is read: what continues that value stands further right. */
  #parent = -1;

  constructor(text: string) {
    this.#text = text;
  }

  rewritten(): string {
    while (this.#at < this.#text.length) this.#token(this.#text.charAt(this.#at));
    this.#pieces.push(this.#text.slice(this.#copied));
    return this.#pieces.join('');
  }

  #token(first: string): void {
    if (isBreak(first)) this.#lineBreak();
    else if (first === '#') this.#comment();
    else if (first === '%') this.#restOfLine();
    else if (first === '"' || first === "'") this.#quoted(first);
    else if (first === '\t') this.#tab();
    else if (first === ' ' || first === ',') this.#at++;
    else if (first === '[' || first === '{') this.open.push(this.#at++);
    else if (first === ']' || first === '}') this.#close();
    else if (first === ':' && (this.#inFlow || this.#spaceAt(this.#at + 1))) this.#at++;
    else if (this.#inFlow) this.#plain(first);
    else this.#block(first);
  }

  #block(first: string): void {
    if (this.#at === this.#lineStart && this.#text.startsWith('---', this.#at)) this.#at += 3;
    else if ((first === '-' || first === '?') && this.#spaceAt(this.#at + 1)) {
      this.#parent = this.#at - this.#lineStart;
      this.#at++;
    } else if (first === '|' || first === '>') {
      this.#restOfLine();
      this.#continuation();
    } else this.#plain(first);
  }

  get #inFlow(): boolean {
    return this.open.length > 0;
  }

  #close(): void {
    this.open.pop();
    this.#at++;
  }

  #lineBreak(): void {
    this.#at++;
    this.#lineStart = this.#at;
    if (this.#inFlow) this.#replace(this.#at - 1, ' ');
  }

  #tab(): void {
    const isIndentation = !this.#inFlow && this.#text.slice(this.#lineStart, this.#at).trim() === '';
    if (!isIndentation) this.#replace(this.#at, ' ');
    this.#at++;
  }

  #comment(): void {
    const start = this.#at;
    this.#restOfLine();
    this.#replace(start, ' '.repeat(this.#at - start));
  }

  #restOfLine(): void {
    while (this.#at < this.#text.length && !isBreak(this.#text.charAt(this.#at))) this.#at++;
  }

  #quoted(quote: string): void {
    const start = this.#at++;
    while (this.#at < this.#text.length && !(this.#text.charAt(this.#at) === quote && !this.#isDoubled(quote))) {
      this.#at += this.#text.charAt(this.#at) === (quote === '"' ? '\\' : "'") ? 2 : 1;
    }
    if (this.#at >= this.#text.length) this.open.push(start);
    this.#at++;
    const content = this.#text.slice(start, this.#at).replaceAll(/[\r\n]/g, ' ');
    this.#replace(start, quote === '"' ? content.replaceAll(/\\[^]/g, (escape) => (escape === "\\'" ? '\\\\' : escape)) : content);
    this.#key(start);
  }

  #isDoubled(quote: string): boolean {
    return quote === "'" && this.#text.charAt(this.#at + 1) === quote;
  }

  /** A plain scalar, alias, anchor or tag: what its line holds of it, and in block context the lines that continue it. */
  #plain(first: string): void {
    const start = this.#at;
    const isWord = first === '&' || first === '*' || first === '!';
    if (first === '-' && this.#flowEndsAt(start + 1)) this.#replace(start, plainCharacter);
    do this.#at++;
    while (!(isWord ? this.#spaceAt(this.#at) || this.#flowEndsAt(this.#at) : this.#endsPlain()));
    if (this.#inFlow || isWord || this.#key(start)) return;
    if (this.#text.charAt(this.#at) !== '#') this.#continuation();
  }

  #endsPlain(): boolean {
    const char = this.#text.charAt(this.#at);
    if (char === '' || isBreak(char)) return true;
    if (char === '#') return this.#spaceAt(this.#at - 1);
    if (char !== ':') return this.#flowEndsAt(this.#at);
    if (this.#spaceAt(this.#at + 1)) return true;
    if (this.#flowEndsAt(this.#at + 1)) this.#replace(this.#at, plainCharacter);
    return false;
  }

  /** Whether what started there is a key of a block mapping; its column is kept then. */
  #key(start: number): boolean {
    if (this.#inFlow) return false;
    while (' \t'.includes(this.#text.charAt(this.#at) || '-')) this.#at++;
    if (this.#text.charAt(this.#at) !== ':' || !this.#spaceAt(this.#at + 1)) return false;
    this.#parent = start - this.#lineStart;
    this.#at++;
    return true;
  }

  /** Moves over the rest of a multi-line scalar: the lines that are blank or stand further right than its parent. */
  #continuation(): void {
    while (this.#at < this.#text.length) {
      const lineEnd = this.#at;
      this.#lineBreak();
      while (this.#text.charAt(this.#at) === ' ') this.#at++;
      if (!this.#spaceAt(this.#at) && this.#at - this.#lineStart <= this.#parent) {
        this.#at = lineEnd;
        return;
      }
      this.#restOfLine();
    }
  }

  #spaceAt(position: number): boolean {
    const char = this.#text.charAt(position);
    return char === '' || char === ' ' || char === '\t' || isBreak(char);
  }

  #flowEndsAt(position: number): boolean {
    return this.#inFlow && ',[]{}'.includes(this.#text.charAt(position));
  }

  #replace(start: number, replacement: string): void {
    this.#pieces.push(this.#text.slice(this.#copied, start), replacement);
    this.#copied = start + replacement.length;
  }
}

function isBreak(char: string): boolean {
  return char === '\n' || char === '\r';
}

// SPDX-License-Identifier: Apache-2.0
// go-yaml lets the later lines of a flow collection or a quoted scalar start in any column; js-yaml wants them indented:
//
//     args: [
//       --verbose
//     ]
//
// Joined to one line, the same text means the same to both, and every offset stays what it was.

/** The text with line breaks and comments inside flow collections, and line breaks inside quoted scalars, replaced by as many spaces. */
export function joinedLines(text: string): string {
  return new Scanner(text).joined();
}

class Scanner {
  readonly #text: string;
  readonly #pieces: string[] = [];
  #copied = 0;
  #at = 0;
  #lineStart = 0;
  #flowDepth = 0;
  /** Column of the key or `-` whose value is read: what continues that value stands further right. */
  #parent = -1;

  constructor(text: string) {
    this.#text = text;
  }

  joined(): string {
    while (this.#at < this.#text.length) this.#token(this.#text.charAt(this.#at), this.#at);
    this.#pieces.push(this.#text.slice(this.#copied));
    return this.#pieces.join('');
  }

  #token(first: string, start: number): void {
    if (isBreak(first)) this.#lineBreak();
    else if (first === '#' || first === '%') this.#skipLine();
    else if (start === this.#lineStart && this.#text.startsWith('---', start)) this.#at += 3;
    else if (first === '"' || first === "'") this.#quoted(first);
    else if (' \t,'.includes(first) || (first === ':' && (this.#flowDepth > 0 || this.#spaceAt(start + 1)))) this.#at++;
    else if (first === '[' || first === '{') this.#enter(1);
    else if (first === ']' || first === '}') this.#enter(-1);
    else if (this.#flowDepth === 0 && (first === '|' || first === '>')) this.#blockScalar();
    else if (this.#flowDepth === 0 && (first === '-' || first === '?') && this.#spaceAt(start + 1)) this.#indicator();
    else this.#plain(first);
    if (this.#flowDepth > 0 && (first === '#' || isBreak(first))) this.#blank(start);
  }

  #lineBreak(): void {
    this.#at++;
    this.#lineStart = this.#at;
  }

  #skipLine(): void {
    while (this.#at < this.#text.length && !isBreak(this.#text.charAt(this.#at))) this.#at++;
  }

  #enter(levels: number): void {
    this.#flowDepth = Math.max(0, this.#flowDepth + levels);
    this.#at++;
  }

  #indicator(): void {
    this.#parent = this.#at - this.#lineStart;
    this.#at++;
  }

  #quoted(quote: string): void {
    const start = this.#at++;
    for (let char = this.#text.charAt(this.#at); char !== quote && char !== ''; char = this.#text.charAt(this.#at)) {
      this.#at += char === '\\' && quote === '"' ? 2 : 1;
    }
    this.#at++;
    this.#blank(start);
    this.#key(start);
  }

  #blockScalar(): void {
    this.#skipLine();
    this.#skipContinuation();
  }

  /** A plain scalar, alias, anchor or tag: what its line holds of it, and in block context the lines that continue it. */
  #plain(first: string): void {
    const start = this.#at;
    const isWord = '&*!'.includes(first);
    do this.#at++;
    while (!(isWord ? this.#spaceAt(this.#at) || this.#flowEndsAt(this.#at) : this.#endsPlain()));
    if (this.#flowDepth > 0 || isWord || this.#key(start)) return;
    if (!'#:'.includes(this.#text.charAt(this.#at))) this.#skipContinuation();
  }

  #endsPlain(): boolean {
    const char = this.#text.charAt(this.#at);
    if (char === '' || isBreak(char)) return true;
    if (char === '#') return this.#spaceAt(this.#at - 1);
    if (char === ':') return this.#spaceAt(this.#at + 1) || this.#flowEndsAt(this.#at + 1);
    return this.#flowEndsAt(this.#at);
  }

  /** Whether what started there is a key of a block mapping; its column is kept then. */
  #key(start: number): boolean {
    if (this.#flowDepth > 0 || this.#text.charAt(this.#at) !== ':' || !this.#spaceAt(this.#at + 1)) return false;
    this.#parent = start - this.#lineStart;
    this.#at++;
    return true;
  }

  /** Moves over the rest of a multi-line scalar: the lines that are blank or stand further right than its parent. */
  #skipContinuation(): void {
    while (this.#at < this.#text.length) {
      const lineEnd = this.#at;
      this.#lineBreak();
      while (this.#text.charAt(this.#at) === ' ') this.#at++;
      const isBlank = this.#spaceAt(this.#at);
      if (!isBlank && this.#at - this.#lineStart <= this.#parent) {
        this.#at = lineEnd;
        return;
      }
      this.#skipLine();
    }
  }

  #spaceAt(position: number): boolean {
    const char = this.#text.charAt(position);
    return char === '' || char === ' ' || char === '\t' || isBreak(char);
  }

  #flowEndsAt(position: number): boolean {
    return this.#flowDepth > 0 && ',[]{}'.includes(this.#text.charAt(position));
  }

  #blank(start: number): void {
    const piece = this.#text.slice(start, this.#at);
    this.#pieces.push(this.#text.slice(this.#copied, start), piece.replaceAll(piece.startsWith('#') ? /./gs : /[\r\n]/g, ' '));
    this.#copied = start + piece.length;
  }
}

function isBreak(char: string): boolean {
  return char === '\n' || char === '\r';
}

// SPDX-License-Identifier: Apache-2.0
// go-yaml lets the later lines of a flow collection or a quoted scalar start in any column; js-yaml wants them indented:
//
//     args: [
//       --verbose
//     ]
//
// Joined to one line, the same text means the same to both, and every offset stays what it was.

/** The text with line breaks and comments inside flow collections and quoted scalars replaced by as many spaces. */
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
    while (this.#at < this.#text.length) this.#token(this.#text.charAt(this.#at));
    this.#pieces.push(this.#text.slice(this.#copied));
    return this.#pieces.join('');
  }

  #token(first: string): void {
    const start = this.#at;
    if (first === '\n' || first === '\r') {
      this.#at++;
      this.#lineStart = this.#at;
      if (this.#flowDepth > 0) this.#blank(start);
    } else if (first === '#') {
      this.#at = this.#endOfLine();
      if (this.#flowDepth > 0) this.#blank(start);
    } else if (first === '"' || first === "'") {
      this.#at = endOfQuoted(this.#text, start);
      this.#blank(start);
      this.#key(start);
    } else if (first === '[' || first === '{') {
      this.#flowDepth++;
      this.#at++;
    } else if (first === ']' || first === '}') {
      this.#flowDepth = Math.max(0, this.#flowDepth - 1);
      this.#at++;
    } else if (' \t,'.includes(first)) this.#at++;
    else if ('&*!'.includes(first)) while (!this.#endsWord()) this.#at++;
    else if (this.#flowDepth > 0) this.#plain(start);
    else this.#blockContent(first, start);
  }

  #blockContent(first: string, start: number): void {
    if ((first === '-' || first === '?') && this.#spaceAt(start + 1)) {
      this.#parent = start - this.#lineStart;
      this.#at++;
    } else if (first === '|' || first === '>') {
      this.#at = this.#endOfLine();
      this.#skipContinuation();
    } else {
      this.#plain(start);
      if (!this.#key(start) && this.#at === this.#endOfLine()) this.#skipContinuation();
    }
  }

  /** Remembers the column if what started there turns out to be a key of a block mapping. */
  #key(start: number): boolean {
    const isKey = this.#flowDepth === 0 && this.#text.charAt(this.#at) === ':' && this.#spaceAt(this.#at + 1);
    if (isKey) this.#parent = start - this.#lineStart;
    return isKey;
  }

  /** Moves behind a plain scalar's part of this line; at least by one character. */
  #plain(start: number): void {
    do this.#at++;
    while (!this.#endsPlain(this.#text.charAt(this.#at)));
    // White space before a key's colon, or before the end, belongs to nobody.
    void start;
  }

  #endsPlain(char: string): boolean {
    if (char === '' || char === '\n' || char === '\r') return true;
    if (char === '#') return this.#spaceAt(this.#at - 1);
    if (char === ':') return this.#spaceAt(this.#at + 1) || (this.#flowDepth > 0 && ',[]{}'.includes(this.#text.charAt(this.#at + 1)));
    return this.#flowDepth > 0 && ',[]{}'.includes(char);
  }
}

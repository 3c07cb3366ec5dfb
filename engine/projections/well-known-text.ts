/** A node of WKT 1 text, `KEYWORD["name", 1.5, CHILD[…]]`. */
export interface WktNode {
  readonly keyword: string;
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly children: readonly WktNode[];
}

/** The tree of a WKT 1 text (OGC 01-009 or the ESRI variant), or undefined where the text is not WKT. */
export function parseWkt(text: string): WktNode | undefined {
  const tokens = text.match(/"(?:[^"]|"")*"|[A-Za-z_]\w*|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[[\](),]/g) ?? [];
  let next = 0;
  const parseNode = (): WktNode | undefined => {
    const keyword = tokens[next];
    const opening = tokens[next + 1];
    if (keyword === undefined || !/^[A-Za-z_]/.test(keyword) || (opening !== "[" && opening !== "(")) return undefined;
    next += 2;
    const texts: string[] = [];
    const numbers: number[] = [];
    const children: WktNode[] = [];
    while (next < tokens.length && tokens[next] !== "]" && tokens[next] !== ")") {
      const token = tokens[next]!;
      const child = parseNode();
      if (child !== undefined) {
        children.push(child);
        continue;
      }
      if (token.startsWith('"')) texts.push(token.slice(1, -1).replaceAll('""', '"'));
      else if (/^[-+.\d]/.test(token)) numbers.push(Number(token));
      next++;
    }
    next++;
    return { keyword: keyword.toUpperCase(), texts, numbers, children };
  };
  return parseNode();
}

export function childOf(node: WktNode, keyword: string): WktNode | undefined {
  return node.children.find((child) => child.keyword === keyword);
}

/** The first number of `PARAMETER["name", value]`, names compared without case and underscores. */
export function parameterOf(node: WktNode, ...names: readonly string[]): number | undefined {
  const wanted = names.map(plain);
  const parameter = node.children.find(
    (child) => child.keyword === "PARAMETER" && wanted.includes(plain(child.texts[0] ?? "")),
  );
  return parameter?.numbers[0];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s]/g, "");
}

/** One item of the GDAL_METADATA tag (42112): XML with name, value and, for band items, sample and role. */
export interface MetadataItem {
  readonly name: string;
  readonly value: string;
  readonly sample?: number;
  readonly role?: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name ?? ""] ?? whole;
  });
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Items of the tag's text; whatever is not an `Item` element is passed over, as GDAL does. */
export function parseGdalMetadata(xml: string): MetadataItem[] {
  const items: MetadataItem[] = [];
  for (const [, attributes = "", value = ""] of xml.matchAll(/<Item\b([^>]*)>([^<]*)<\/Item>/g)) {
    const named = new Map<string, string>();
    for (const [, name = "", text = ""] of attributes.matchAll(/(\w+)="([^"]*)"/g)) named.set(name, unescapeXml(text));
    const sample = named.get("sample");
    const role = named.get("role");
    items.push({
      name: named.get("name") ?? "",
      value: unescapeXml(value),
      ...(sample === undefined ? {} : { sample: Number(sample) }),
      ...(role === undefined ? {} : { role }),
    });
  }
  return items;
}

/** The text of the tag, or undefined where there is nothing to say. */
export function formatGdalMetadata(items: readonly MetadataItem[]): string | undefined {
  if (items.length === 0) return undefined;
  const lines = items.map((item) => {
    const sample = item.sample === undefined ? "" : ` sample="${item.sample}"`;
    const role = item.role === undefined ? "" : ` role="${escapeXml(item.role)}"`;
    return `  <Item name="${escapeXml(item.name)}"${sample}${role}>${escapeXml(item.value)}</Item>`;
  });
  return `<GDALMetadata>\n${lines.join("\n")}\n</GDALMetadata>\n`;
}

import { SaxesParser } from 'saxes';
import { Unreadable } from './document.ts';

/**
 * An element with names without prefix, the few attributes that matter to us, and text as strings among its
 * children.
 */
export type XmlElement = {
  name: string;
  attributes: Attributes;
  children: (XmlElement | string)[];
};

const attributeNames = [
  ...(['val', 'type', 'id', 'ilvl', 'numId', 'abstractNumId', 'styleId'] as const),
  ...(['Type', 'Target', 'TargetMode', 'name', 'fullDate'] as const),
];
type Attributes = { [name in (typeof attributeNames)[number]]?: string };

const damaged = 'The Word document is damaged: a part inside it is not well formed.';
const deepest = 500;

/**
 * Parses one XML part of an Office file into plain objects. A document type is refused whatever it says, so
 * there are no entities but the five of XML and nothing outside the text is ever looked at. Prefixes are
 * dropped: their meaning is fixed in the parts we read.
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [root];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', () => {
    throw new Unreadable(damaged);
  });
  parser.on('doctype', () => {
    throw new Unreadable(
      'The Word document holds a document type definition, which Word never writes, so it was not read.',
    );
  });
  parser.on('opentag', (tag) => {
    const element = { name: local(tag.name), attributes: keptAttributes(tag.attributes), children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > deepest) throw new Unreadable('The Word document is nested too deeply to be read.');
  });
  parser.on('closetag', () => open.pop());
  const text = (words: string) => {
    if (open.length > 1) open.at(-1)?.children.push(words);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(decodeXml(bytes)).close();
  const [document] = elements(root);
  if (document === undefined) throw new Unreadable(damaged);
  return document;
}

/** The first child element of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((node): node is XmlElement => typeof node !== 'string' && node.name === name);
}

/** All child elements, without the text between them. */
export function elements(element: XmlElement | undefined): XmlElement[] {
  return element ? element.children.filter((node): node is XmlElement => typeof node !== 'string') : [];
}

/** All text below an element. */
export function textContent(element: XmlElement): string {
  return element.children.map((node) => (typeof node === 'string' ? node : textContent(node))).join('');
}

// Word marks every paragraph with many attributes of its own; keeping only ours keeps a large document small.
function keptAttributes(all: Readonly<Record<string, string>>): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(all)) {
    const known = attributeNames.find((one) => one === local(name));
    if (known !== undefined) kept[known] = value;
  }
  return kept;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable(damaged);
  }
}

/**
 * Steps over the secret key of a JCEKS store. Java writes it as a serialized object without its length, so that what
 * follows can only be found by walking through it. Nothing is made of what is read: the one shape that Java writes is
 * recognized octet by octet (Java Object Serialization Specification §6.4), and everything else is refused.
 */
import { damaged, unsupported } from '../errors.ts';
import type { ByteReader } from './byte-reader.ts';

const STREAM_HEADER = 0xaced0005;
const TC = {
  null: 0x70,
  reference: 0x71,
  classDescription: 0x72,
  object: 0x73,
  string: 0x74,
  array: 0x75,
  end: 0x78,
} as const;
const FIRST_HANDLE = 0x7e0000;
/** SC_SERIALIZABLE alone: the class has no writing method of its own, so that only its fields follow. */
const SERIALIZABLE = 0x02;
const NAME = 'a secret key';

const CLASSES: ReadonlySet<string> = new Set([
  'com.sun.crypto.provider.SealedObjectForKeyProtector',
  'javax.crypto.SealedObject',
]);
const OCTET_ARRAY = '[B';

interface ClassDescription {
  readonly name: string;
  readonly fields: number;
  readonly parent: ClassDescription | undefined;
}

const strange = (received: string): Error =>
  unsupported(
    'secret keys in the form that Java itself writes',
    received,
    'Export the key and its certificates into a keystore of their own.',
  );

/** What has been numbered so far: later parts refer to it by number. */
type Handles = (ClassDescription | undefined)[];

const referred = (reader: ByteReader, handles: Handles): ClassDescription | undefined => {
  const index = reader.uint32(NAME) - FIRST_HANDLE;
  if (index < 0 || index >= handles.length) {
    throw damaged('a reference to something before', `the number ${index}`);
  }
  return handles[index];
};

const expectOctet = (reader: ByteReader, expected: number): void => {
  const received = reader.uint8(NAME);
  if (received !== expected) {
    throw strange(`the octet 0x${received.toString(16)} where 0x${expected.toString(16)} stands`);
  }
};

const skipString = (reader: ByteReader, handles: Handles): void => {
  const kind = reader.uint8(NAME);
  if (kind === TC.reference) {
    referred(reader, handles);
  } else if (kind === TC.string) {
    handles.push(undefined);
    reader.text(NAME);
  } else if (kind !== TC.null) {
    throw strange(`the octet 0x${kind.toString(16)} where a text stands`);
  }
};

/** The names and types of the fields; only objects and arrays occur. */
const skipFields = (reader: ByteReader, handles: Handles): number => {
  const count = reader.uint16(NAME);
  for (let index = 0; index < count; index += 1) {
    const type = String.fromCharCode(reader.uint8(NAME));
    if (type !== '[' && type !== 'L') {
      throw strange(`a field of the type ${JSON.stringify(type)}`);
    }
    reader.text(NAME);
    skipString(reader, handles);
  }
  return count;
};

const readClass = (reader: ByteReader, handles: Handles, depth: number): ClassDescription | undefined => {
  const kind = reader.uint8(NAME);
  if (kind === TC.null) {
    return undefined;
  }
  if (kind === TC.reference) {
    const known = referred(reader, handles);
    if (known === undefined) {
      throw damaged('a reference to a class', 'one to something else');
    }
    return known;
  }
  if (kind !== TC.classDescription || depth > CLASSES.size) {
    throw strange(`the octet 0x${kind.toString(16)} where a class stands`);
  }
  const name = reader.text(NAME);
  if (!CLASSES.has(name) && name !== OCTET_ARRAY) {
    throw strange('an object of another class');
  }
  reader.int64(NAME);
  const index = handles.push(undefined) - 1;
  expectOctet(reader, SERIALIZABLE);
  const fields = skipFields(reader, handles);
  expectOctet(reader, TC.end);
  const description = { name, fields, parent: readClass(reader, handles, depth + 1) };
  handles[index] = description;
  return description;
};

/** The value of one field: a text or an array of octets. */
const skipValue = (reader: ByteReader, handles: Handles): void => {
  const kind = reader.uint8(NAME);
  switch (kind) {
    case TC.null:
      return;
    case TC.reference:
      referred(reader, handles);
      return;
    case TC.string:
      handles.push(undefined);
      reader.text(NAME);
      return;
    case TC.array:
      if (readClass(reader, handles, 0)?.name !== OCTET_ARRAY) {
        throw strange('an array of something else than octets');
      }
      handles.push(undefined);
      reader.octets(reader.uint32(NAME), NAME);
      return;
    default:
      throw strange(`the octet 0x${kind.toString(16)} where a value stands`);
  }
};

/**
 * Moves the reader behind one serialized SealedObject.
 *
 * @throws KeystoreError `keystore.unsupported` for any other object, `keystore.damaged` when it is cut off.
 */
export const skipSealedObject = (reader: ByteReader): void => {
  const handles: Handles = [];
  if (reader.uint32(NAME) !== STREAM_HEADER) {
    throw strange('something that is no serialized object');
  }
  expectOctet(reader, TC.object);
  const description = readClass(reader, handles, 0);
  if (description === undefined || !CLASSES.has(description.name)) {
    throw strange('an object of another class');
  }
  handles.push(undefined);
  for (let part: ClassDescription | undefined = description; part !== undefined; part = part.parent) {
    for (let index = 0; index < part.fields; index += 1) {
      skipValue(reader, handles);
    }
  }
};

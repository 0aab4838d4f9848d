// node tools/contract.mjs: src/base/contract.ts, the types of the API as docs/api/openapi.json describes it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = '/api/v1';
const target = new URL('../src/base/contract.ts', import.meta.url);
const described = new URL('../../docs/api/openapi.json', import.meta.url);
const api = JSON.parse(readFileSync(described, 'utf8'));
const plain = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

const nameIn = (ref) => ref.split('/').at(-1);
const quoted = (name) => (/^\w+$/.test(name) ? name : JSON.stringify(name));
const remark = ({ description }) => (description ? `/** ${description} */\n` : '');

function typeOf(schema) {
  if (schema.$ref) return nameIn(schema.$ref);
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ');
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  return (
    [schema.type ?? []]
      .flat()
      .map((kind) => kindText(kind, schema))
      .join(' | ') || 'unknown'
  );
}

function kindText(kind, schema) {
  if (kind === 'array') return `(${typeOf(schema.items ?? {})})[]`;
  if (kind !== 'object') return plain[kind];
  if (schema.properties) return members(schema.properties, schema.required ?? []);
  const rest = schema.additionalProperties;
  return `Record<string, ${typeof rest === 'object' ? typeOf(rest) : 'unknown'}>`;
}

function members(properties, required) {
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${remark(schema)}${quoted(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`,
  );
  return `{\n${lines.join('\n')}\n}`;
}

function schemaText([name, schema]) {
  const body = typeOf(schema);
  return `${remark(schema)}${body.startsWith('{') ? `export interface ${name} ${body}` : `export type ${name} = ${body};`}\n`;
}

/** What is asked in the address; one name is one thing, in the path or behind it. */
function paramsText(parameters = []) {
  const names = parameters.map((one) => one.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`the parameter ${twice} is there twice`);
  const properties = Object.fromEntries(
    parameters.map((one) => [one.name, { ...one.schema, description: one.description }]),
  );
  return members(
    properties,
    parameters.filter((one) => one.required).map((one) => one.name),
  );
}

function bodyText({ content } = {}) {
  if (!content) return 'undefined';
  const schema = content['application/json']?.schema;
  return schema ? typeOf(schema) : 'Blob';
}

/** What comes back when it succeeds: JSON or nothing; a file comes by `Client.file` or `download`. */
function replyText(responses) {
  const done = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const contents = done.map(([, reply]) => reply.content ?? {});
  const json = contents
    .flatMap((content) => Object.entries(content))
    .filter(([type]) => /\bjson$/.test(type))
    .map(([, { schema }]) => typeOf(schema ?? {}));
  const nothing = contents.some((content) => Object.keys(content).length === 0);
  const file = contents.some((content) => Object.keys(content).some((type) => !/\bjson$/.test(type)));
  const replies = [...new Set([...json, ...(nothing ? ['void'] : [])])];
  return { reply: replies.join(' | ') || 'never', file };
}

function routeText(path, { parameters, requestBody, responses }) {
  const { reply, file } = replyText(responses);
  const parts = [
    `params: ${paramsText(parameters)}`,
    `body: ${bodyText(requestBody)}`,
    `reply: ${reply}`,
    `file: ${file}`,
  ];
  return `${JSON.stringify(path)}: {\n${parts.map((part) => `${part};\n`).join('')}};`;
}

function routesText(method) {
  const routes = Object.entries(api.paths)
    .filter(([path, verbs]) => path.startsWith(`${root}/`) && verbs[method])
    .map(([path, verbs]) => routeText(path.slice(root.length), verbs[method]));
  return `${method.toUpperCase()}: {\n${routes.join('\n')}\n};`;
}

const text = [
  '// Made by tools/contract.mjs from docs/api/openapi.json: change that, not this.\n',
  ...Object.entries(api.components.schemas).map(schemaText),
  `/** What can be asked, by method and path below ${root}. */`,
  `export interface Routes {\n${['get', 'put', 'post', 'delete'].map(routesText).join('\n')}\n}\n`,
].join('\n');

// An unchanged file keeps its time: nothing is built again for it.
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);

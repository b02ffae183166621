// Every component in src/view/govuk equals every official fixture of the installed govuk-frontend.
// Folders are read, not listed: a component file without fixtures, or a fixture that differs, fails.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Html, trusted } from '../src/view/html.ts'

const folder = join(import.meta.dirname, '../src/view/govuk')
const official = join(import.meta.dirname, '../node_modules/govuk-frontend/dist/govuk/components')

/** Shared by the components and proved through them. */
const SHARED = ['attributes.ts', 'form-group.ts']

interface Fixture {
  name: string
  options: unknown
  html: string
}

/** Fixtures give markup as text; our functions take markup only as Html. */
function converted(value: unknown, key = '', parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => converted(item, key, parent))
  if (typeof value === 'string') {
    const markup = key === 'html' || key.endsWith('Html') || key === 'attributes' || parent === 'slots'
    return markup && key !== 'align' ? trusted(value) : value
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, converted(inner, name, key)]))
}

/** Elements that GOV.UK's styles leave in the line of words; all others are drawn as blocks. */
const INLINE = new Set(['a', 'span', 'strong', 'b', 'em', 'i', 'code', 'kbd'])

/** Whitespace that a browser would not show is dropped; whitespace between words and spans must be the same. */
function normalised(markup: string): string {
  const kept: string[] = []
  const parked = markup.replace(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g, (_, open: string, inner: string) => {
    kept.push(inner)
    return `${open}@@${kept.length - 1}@@</textarea>`
  })
  const tokens = parked.split(/(<[^>]+>)/)
  const out = tokens.map((token, i) => {
    if (token.startsWith('<')) return token.replace(/\s+/g, ' ').replace(/\s*(\/?)>$/, '$1>')
    let text = token.replace(/\s+/g, ' ')
    if (!keepsAfter(tokens[i - 1])) text = text.replace(/^ /, '')
    if (!keepsBefore(tokens[i + 1])) text = text.replace(/ $/, '')
    return text
  })
  return out.join('').replace(/@@(\d+)@@/g, (_, n: string) => kept[Number(n)] ?? '')
}

/** Words hidden from sight are joined to their neighbours by the space inside them. */
const HIDDEN = /^<span class="govuk-visually-hidden">/

function tagOf(token: string | undefined): { inline: boolean; closing: boolean } {
  const match = /^<(\/?)([a-z0-9-]+)/i.exec(token ?? '')
  return { inline: INLINE.has(match?.[2] ?? ''), closing: match?.[1] === '/' }
}

function keepsAfter(token: string | undefined): boolean {
  const { inline, closing } = tagOf(token)
  return inline && (closing || HIDDEN.test(token ?? ''))
}

function keepsBefore(token: string | undefined): boolean {
  const { inline, closing } = tagOf(token)
  return inline && !closing
}

function functionName(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

async function component(name: string): Promise<(options: unknown) => Html> {
  const loaded = (await import(join(folder, `${name}.ts`))) as Record<string, unknown>
  const found = loaded[functionName(name)]
  assert.equal(typeof found, 'function', `${name}.ts must export ${functionName(name)}`)
  return found as (options: unknown) => Html
}

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !SHARED.includes(file))
  .map((file) => file.replace(/\.ts$/, ''))

test('there are components to prove', () => {
  assert.ok(names.length >= 25, `only ${names.length} components found`)
})

const drawn = await Promise.all(names.map(async (name) => ({ name, draw: await component(name) })))

for (const { name, draw } of drawn) {
  const { fixtures } = JSON.parse(readFileSync(join(official, name, 'fixtures.json'), 'utf8')) as {
    fixtures: Fixture[]
  }
  for (const fixture of fixtures) {
    test(`a person sees the official ${name}: ${fixture.name}`, () => {
      const ours = draw(converted(fixture.options))
      assert.ok(ours instanceof Html)
      assert.equal(normalised(ours.text), normalised(fixture.html))
    })
  }
}

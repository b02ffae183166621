// Every page of the house, opened as someone who may: valid HTML, one main heading, a title of its own, and nothing
// that needs a script or breaks the content policy. The same pages meet axe in tests/browser/pages.test.ts.
import assert from 'node:assert/strict'
import { HtmlValidate } from 'html-validate'
import { castNames } from '../seeds/cast.ts'
import { addressOf, placesFor, routes } from './openings.ts'
import { rolledBack, type Held } from './world.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // The official components put the banner's and the summary's h2 before the page's h1.
    'heading-level': ['error', { minInitialRank: 'h2', allowMultipleH1: false }],
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'no-inline-style': 'error',
    'require-sri': 'off',
    'input-attributes': 'off', // The official password field carries autocapitalize.
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'input-missing-label': 'error',
    'tel-non-breaking': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
  },
})

type Opened = { route: string; path: string; text: string; status: number }

export async function openAll(w: Held): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const route of routes.filter((one) => one.method === 'GET')) {
    for (const at of placesFor(route)) {
      const address = await addressOf(w, route, at)
      if (!address) continue
      for (const name of [...castNames, 'nobody' as const]) {
        const visitor = name === 'nobody' ? w.nobody() : await w.as(name)
        const { status, text, headers } = await visitor.get(address.path)
        if (status !== 200) continue
        if (String(headers['content-type']).startsWith('text/html'))
          opened.push({ route: route.path, path: address.path, text, status })
        break
      }
    }
  }
  return opened
}

const TITLE = /<title>([^<]*)<\/title>/

rolledBack(
  'every page is valid, has one main heading and a title, and carries no script or style of its own',
  async (w) => {
    const pages = await openAll(w)
    assert.ok(pages.length > 20)
    const wrong: string[] = []
    for (const { route, text } of pages) {
      const report = await validator.validateString(text)
      for (const result of report.results)
        for (const message of result.messages)
          wrong.push(`${route}: ${message.ruleId}: ${message.message} (line ${message.line})`)
      const headings = text.match(/<h1[\s>]/g)?.length ?? 0
      if (headings !== 1) wrong.push(`${route}: ${headings} main headings`)
      const title = TITLE.exec(text)?.[1] ?? ''
      if (!/^.{3,} – .*Wholeschool$/.test(title)) wrong.push(`${route}: the title is "${title}"`)
      if (/\son[a-z]+="|<style|javascript:/i.test(text)) wrong.push(`${route}: script or style of its own`)
    }
    assert.deepEqual([...new Set(wrong)], [])
  },
)

rolledBack('a form drawn again says so in its title and leads with a summary of what to change', async (w) => {
  const wrong: string[] = []
  let drawn = 0
  for (const route of routes.filter((one) => one.method === 'POST' && one.again)) {
    for (const at of placesFor(route)) {
      const address = await addressOf(w, route, at)
      if (!address) continue
      for (const name of castNames) {
        const visitor = await w.as(name)
        const { status, text } = await w.undone(() => visitor.post(address.path))
        if (status !== 422) continue
        drawn += 1
        const report = await validator.validateString(text)
        for (const result of report.results)
          for (const message of result.messages) wrong.push(`${route.path}: ${message.ruleId}: ${message.message}`)
        if (!TITLE.exec(text)?.[1]?.startsWith('Error: ')) wrong.push(`${route.path}: the title does not say Error`)
        if (!text.includes('govuk-error-summary')) wrong.push(`${route.path}: no error summary`)
        for (const [, id] of text.matchAll(/govuk-error-summary__list[\s\S]*?href="#([^"]+)"/g))
          if (!text.includes(`id="${id}"`))
            wrong.push(`${route.path}: the summary points at #${id}, which is not there`)
        break
      }
    }
  }
  assert.ok(drawn > 10)
  assert.deepEqual([...new Set(wrong)], [])
})

// The frame gives valid, accessible HTML that a strict content policy lets through.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import { frame, type FrameOptions } from './frame.ts'
import { html } from './html.ts'
import {
  columns,
  emptyState,
  figure,
  level,
  levelKey,
  pageHeading,
  progressBar,
  rowList,
  stackedTable,
  workList,
} from './layout.ts'
import { groupedBars } from './charts/bars.ts'
import { heatGrid } from './charts/heat.ts'
import { lineChart } from './charts/lines.ts'
import { sparkline } from './charts/sparkline.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Matters of taste: the official components write these forms.
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    // The official banner and error summary stand over the h1 with an h2 of their own.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    'long-title': 'off',
    'no-inline-style': 'error',
    'no-redundant-role': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'prefer-native-element': 'off',
    'require-sri': 'off',
  },
})

const base: FrameOptions = {
  title: 'Home',
  serviceName: 'Wholeschool',
  programme: { name: 'Wealdshire', themeHref: '/theme/wealdshire.css' },
  assets: (logical) => `/assets/${logical}`,
  navigation: [
    { text: 'Home', href: '/', active: true },
    { text: 'Toolkit', href: '/toolkit' },
  ],
  who: {
    name: 'Amina Osei',
    place: 'Alderbourne & Sons <School>',
    accountHref: '/account',
    signOut: html`<form method="post" action="/sign-out"><button type="submit">Sign out</button></form>`,
  },
  footer: { links: [{ text: 'Accessibility', href: '/accessibility' }] },
  main: html`<h1 class="govuk-heading-xl">Three things need you</h1>`,
}

async function faults(markup: string): Promise<string[]> {
  const report = await validator.validateString(markup)
  return report.results.flatMap((result) => result.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`))
}

const everything = columns(
  html`${pageHeading({ heading: 'Three things need you', caption: 'Spring term' })}
${workList([{ href: '/a', title: 'Agree a rating', hint: 'Six people have rated.', minutes: 10, urgent: 'Reply due' }])}
${rowList([{ href: '/b', title: 'Student voice', hint: 'was 1', end: level(2) }])}${levelKey()}
${progressBar({ label: 'Criteria rated', done: 3, total: 45 })}
${figure({ label: 'pupils', value: 12, n: 40, asAt: '2026-11-22' })}${figure({ label: 'staff', value: null })}
${emptyState({ heading: 'No notes yet', words: 'Notes will be here.', action: { text: 'Write one', href: '/n' } })}
${stackedTable({ caption: 'Groups', head: ['Criterion', 'Pupils'], rows: [['Heard', level(1, { brief: true })]] })}
${heatGrid({ caption: 'Ratings', rowHeading: 'School', columns: [{ name: 'Voice' }], rows: [{ name: 'Chalkmere', levels: [3] }] })}
${lineChart({ id: 'a', title: 'Heard', labels: ['Autumn', 'Summer'], series: [{ name: 'Pupils', values: [1, 2] }] })}
${groupedBars({ id: 'b', title: 'Bars', labels: ['Voice'], series: [{ name: 'July', values: [2] }] })}
<p class="govuk-body">Voice ${sparkline({ label: 'Voice', values: [1, 2] })}</p>`,
  html`<h2 class="govuk-heading-m">Next</h2>`,
)

test('a full page is valid HTML', async () => {
  const page = frame({
    ...base,
    main: everything,
    flash: 'Rating agreed',
    demo: html`<p>This is a demonstration.</p>`,
    breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Voice' }],
    wide: true,
  })
  assert.deepEqual(await faults(page.text), [])
})

test('a page for someone not signed in is valid HTML too', async () => {
  const { who: _, footer: __, programme: ___, ...rest } = base
  const page = frame({ ...rest, navigation: [], back: { text: 'Back', href: '/' } })
  assert.deepEqual(await faults(page.text), [])
})

test('nothing on a page needs inline script or style', () => {
  const page = frame({ ...base, main: everything }).text
  assert.doesNotMatch(page, /\sstyle=|<style|\son[a-z]+=|javascript:/)
  for (const [script] of page.matchAll(/<script[^>]*>[^<]*/g)) assert.match(script, /src="[^"]+">$/)
})

test('the title says which page, whose and, after a mistake, that there is an error', () => {
  assert.match(frame(base).text, /<title>Home – Wealdshire – Wholeschool<\/title>/)
  assert.match(frame({ ...base, errorTitle: true }).text, /<title>Error: Home – /)
})

test('a person can skip to the page, see where they are, and what just went well', () => {
  const page = frame({ ...base, flash: 'Rating <agreed>' }).text
  assert.match(page, /href="#main-content"/)
  assert.match(page, /id="main-content"/)
  assert.match(page, /aria-current="true"/)
  assert.match(page, /role="alert"[\s\S]*Rating &lt;agreed&gt;/)
  assert.match(page, /Alderbourne &amp; Sons &lt;School&gt;/)
})

test('the programme’s colours come after ours, so they win', () => {
  const page = frame(base).text
  assert.ok(page.indexOf('/assets/site.css') < page.indexOf('/theme/wealdshire.css'))
})

test('the language of the page is the reader’s', () => {
  assert.match(frame({ ...base, lang: 'cy' }).text, /<html lang="cy"/)
})

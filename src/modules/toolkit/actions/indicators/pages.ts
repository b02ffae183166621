// Indicators on a page, where schools call them measures: the finding in words, the line with its table, and the
// forms for the measure and its dated numbers.
import type { Mistakes, Typed } from '../../../../kernel/form.ts'
import { meansDay, type Stands } from '../../../../kernel/merge.ts'
import { page, type Page } from '../../../../kernel/route.ts'
import { lineChart } from '../../../../view/charts/lines.ts'
import { plainNumber } from '../../../../view/charts/drawing.ts'
import { errorSummaryFor, mistakeIn } from '../../../../view/form-page.ts'
import { postForm } from '../../../../view/form.ts'
import { button } from '../../../../view/govuk/button.ts'
import { input } from '../../../../view/govuk/input.ts'
import { radios } from '../../../../view/govuk/radios.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { columns, pageHeading, stackedTable } from '../../../../view/layout.ts'
import type { MergeField } from '../../../../view/merge.ts'
import { beganFields } from '../../../../view/merge-page.ts'
import { dateInWords } from '../../../../view/words.ts'
import { actionAt } from '../../paths.ts'
import { smallDeed } from '../pages.ts'
import type { Action, Indicator } from '../service.ts'
import { dotsOf, findingOf, type Measured } from './rules.ts'

export function indicatorAt(setting: string, indicator: Pick<Indicator, 'action_id' | 'id'>): string {
  return `${actionAt(setting, indicator.action_id)}/indicators/${indicator.id}`
}

/** "42%", "1,200 visits", "3". */
export function withUnit(value: number, unit: string): string {
  const said = plainNumber(value)
  if (unit === '') return said
  return unit === '%' ? `${said}%` : `${said} ${unit}`
}

/** The finding in a sentence or two. */
export function findingWords(indicator: Measured & { unit: string }): string {
  const { unit, target } = indicator
  const found = findingOf(indicator)
  if (found.kind === 'nothing') return 'No numbers yet.'
  if (found.kind === 'one')
    return `${withUnit(found.dot.value, unit)} on ${dateInWords(found.dot.on_day)}.${target === null ? '' : ` The target is ${withUnit(target, unit)}.`}`
  const { first, last, went, reached, toGo } = found
  const now = `${withUnit(last.value, unit)} on ${dateInWords(last.on_day)}`
  const journey =
    went === 'same' ? `Still ${now}` : `From ${withUnit(first.value, unit)} on ${dateInWords(first.on_day)} to ${now}`
  if (reached === true && target !== null) return `${journey}. The target of ${withUnit(target, unit)} is reached.`
  const way =
    went === 'wanted'
      ? ', the way you hoped'
      : went === 'other'
        ? ': another way than you hoped, and worth talking about'
        : ''
  const left = target === null ? '' : ` ${plainNumber(toGo)} to go to the target of ${withUnit(target, unit)}.`
  return `${journey}${way}.${left}`
}

/** Short enough to stand under an axis. */
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Drawn from two numbers on; before that the words say all there is. */
export function indicatorFigure(indicator: Indicator): Html {
  const dots = dotsOf(indicator)
  const words = findingWords(indicator)
  if (dots.length < 2) return html`<p class="govuk-body">${words}</p>`
  const target = indicator.target === null ? [] : [{ name: 'Target', values: dots.map(() => indicator.target) }]
  return lineChart({
    id: `indicator-${indicator.id}`,
    title: words,
    description: indicator.name,
    labels: dots.map((dot) => shortDay.format(new Date(`${dot.on_day}T00:00:00Z`))),
    series: [{ name: 'Measured', values: dots.map((dot) => dot.value) }, ...target],
    format: (value) => withUnit(value, indicator.unit === '%' ? '%' : ''),
    asAt: dots.at(-1)!.on_day,
    labelHeading: 'Day',
  })
}

const textOf = (typed: Typed, name: string): string => String(typed[name] ?? '')

const day = (on: string | null): string => (on === null ? '' : dateInWords(on))

/** What stands now, as it would be typed. */
export function standsOfIndicator(indicator: Indicator): Stands {
  const { name, unit, better, baseline, baseline_on, target, target_on, version } = indicator
  const typed = {
    name,
    unit,
    better,
    baseline: baseline === null ? '' : String(baseline),
    baseline_on: day(baseline_on),
    target: target === null ? '' : String(target),
    target_on: day(target_on),
  }
  return { typed, version, by: indicator.worded_by, at: indicator.worded_at }
}

const BETTER: Readonly<Record<string, string>> = {
  higher: 'Up: a higher number is better',
  lower: 'Down: a lower number is better',
}

/** A number goes with its day. */
export const indicatorFields: readonly MergeField[] = [
  { name: 'name', label: 'What you will count or measure', kind: 'line' },
  { name: 'unit', label: 'Its unit', kind: 'value' },
  { name: 'better', label: 'Which way you hope it goes', kind: 'value', said: (value) => BETTER[value] ?? value },
  { name: 'baseline', label: 'First number', kind: 'value', group: 'baseline' },
  { name: 'baseline_on', label: 'Day of the first number', kind: 'value', group: 'baseline', meaning: meansDay },
  { name: 'target', label: 'Target', kind: 'value', group: 'target' },
  { name: 'target_on', label: 'Day of the target', kind: 'value', group: 'target', meaning: meansDay },
]

const HINTS: Readonly<Record<string, string>> = {
  name: 'Something you already count is best: attendance, answers to a question, visits to the calm room.',
  unit: 'For example % or people. Leave it empty if the name says it.',
  baseline: 'Where you are before you begin, if you know.',
  baseline_on: 'For example, 4 September 2026',
  target: 'Where you hope to be.',
  target_on: 'For example, 16 July 2027',
}

function fields(typed: Typed, mistakes: Mistakes): Html {
  const one = (name: string, label: string, classes?: string): Html =>
    input({
      name,
      label: { text: label },
      hint: { text: HINTS[name] },
      classes,
      errorMessage: mistakeIn(mistakes, name),
      value: textOf(typed, name),
    })
  const better = radios({
    name: 'better',
    fieldset: { legend: { text: 'Which way do you hope it goes?', classes: 'govuk-fieldset__legend--s' } },
    errorMessage: mistakeIn(mistakes, 'better'),
    value: textOf(typed, 'better'),
    items: [
      { value: 'higher', text: BETTER.higher },
      { value: 'lower', text: BETTER.lower },
    ],
  })
  return html`${one('name', 'What you will count or measure')}${one('unit', 'Its unit', 'govuk-input--width-10')}${better}${one('baseline', 'First number', 'govuk-input--width-5')}${one('baseline_on', 'Day of the first number', 'govuk-input--width-10')}${one('target', 'Target', 'govuk-input--width-5')}${one('target_on', 'Day of the target', 'govuk-input--width-10')}`
}

export function newIndicatorPage(action: Action, typed: Typed, mistakes: Mistakes): Page {
  const at = actionAt(action.setting_id, action.id)
  const form = postForm(`${at}/indicators`, html`${fields(typed, mistakes)}${button({ text: 'Add this measure' })}`)
  const work = html`<p class="govuk-body-l">About 5 minutes. One number you can find again later is enough.</p>${form}`
  return page(
    'Add a measure',
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'How will you know that it helped?', caption: action.title })}${columns(work)}`,
    {
      back: { text: 'Back to the action', href: at },
    },
  )
}

export function editIndicatorPage(
  action: Action,
  indicator: Indicator,
  typed: Typed,
  mistakes: Mistakes,
  beside: Html,
): Page {
  const at = indicatorAt(action.setting_id, indicator)
  const form = postForm(`${at}/edit`, html`${beganFields(typed)}${fields(typed, mistakes)}${button({ text: 'Save' })}`)
  return page(
    'Change this measure',
    html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading: 'Change this measure', caption: action.title })}${columns(html`${beside}${form}`)}`,
    {
      back: { text: 'Back to the measure', href: at },
    },
  )
}

export function indicatorPage(action: Action, indicator: Indicator, typed: Typed, mistakes: Mistakes): Page {
  const at = indicatorAt(action.setting_id, indicator)
  const field = (name: 'value' | 'on_day', label: string, hint: string, classes: string): Html =>
    input({
      name,
      label: { text: label },
      hint: { text: hint },
      classes,
      errorMessage: mistakeIn(mistakes, name),
      value: textOf(typed, name),
    })
  const form = postForm(
    `${at}/readings`,
    html`${field('value', 'The number', indicator.unit === '' ? 'As you counted it' : `In ${indicator.unit}`, 'govuk-input--width-5')}${field('on_day', 'The day it is from', 'A second number for the same day takes the place of the first', 'govuk-input--width-10')}${button({ text: 'Add this number' })}`,
  )
  const rows = indicator.readings.toReversed().map((reading) => [
    dateInWords(reading.on_day),
    withUnit(reading.value, indicator.unit),
    reading.noted_by,
    smallDeed({
      action: `${at}/readings-removed`,
      words: 'Remove',
      about: `the number of ${dateInWords(reading.on_day)}`,
      fields: { on_day: reading.on_day },
    }),
  ])
  const list =
    rows.length === 0
      ? nothing
      : stackedTable({ caption: 'Numbers so far', head: ['Day', 'Number', 'Noted by', 'Put right'], rows })
  const context = html`<h2 class="govuk-heading-s">This measure</h2><ul class="ws-quiet-list"><li>${indicator.better === 'higher' ? 'A higher number is better.' : 'A lower number is better.'}</li><li>${targetWords(indicator)}</li><li><a class="govuk-link" href="${at}/edit">Change this measure</a></li><li><a class="govuk-link" href="${at}/removal">Remove this measure</a></li></ul>`
  const work = html`${indicatorFigure(indicator)}<h2 class="govuk-heading-m">Add a number</h2>${form}${list}`
  return page(
    indicator.name,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: indicator.name, caption: action.title })}${columns(work, context)}`,
    {
      back: { text: 'Back to the action', href: actionAt(action.setting_id, action.id) },
    },
  )
}

export function targetWords({ target, target_on: on, unit }: Pick<Indicator, 'target' | 'target_on' | 'unit'>): string {
  return target === null || on === null
    ? 'No target is set yet.'
    : `The target is ${withUnit(target, unit)} by ${dateInWords(on)}.`
}

export function indicatorRemovalPage(action: Action, indicator: Indicator, proof: number): Page {
  const at = indicatorAt(action.setting_id, indicator)
  const back = { back: { text: 'Back to the measure', href: at } }
  if (proof > 0) {
    const words = html`<p class="govuk-body-l">“${indicator.name}” is part of the evidence for a criterion, so it stays. You can change its words and numbers.</p>`
    return page(
      'This measure is used as evidence',
      html`${pageHeading({ heading: 'This measure is used as evidence', caption: action.title })}${columns(words)}`,
      back,
    )
  }
  const numbers = dotsOf(indicator).length
  const form = postForm(
    `${at}/removal`,
    html`<div class="govuk-button-group">${button({ text: 'Remove this measure', classes: 'govuk-button--warning' })}<a class="govuk-link" href="${at}">Keep it</a></div>`,
  )
  const work = html`<p class="govuk-body-l">“${indicator.name}”${numbers > 0 && ` and its ${numbers === 1 ? 'number' : `${numbers} numbers`}`} will be removed. This cannot be undone.</p>${form}`
  return page(
    'Remove this measure?',
    html`${pageHeading({ heading: 'Remove this measure?', caption: action.title })}${columns(work)}`,
    back,
  )
}

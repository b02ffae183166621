// The typical page that bench/page.ts draws: header, service navigation, error summary, a form of ten fields and a
// table of fifty rows. The same content goes to every renderer; this one draws it with our components and frame.
import { button } from '../src/view/govuk/button.ts'
import { checkboxes } from '../src/view/govuk/checkboxes.ts'
import { dateInput } from '../src/view/govuk/date-input.ts'
import { errorSummary } from '../src/view/govuk/error-summary.ts'
import { input } from '../src/view/govuk/input.ts'
import { radios } from '../src/view/govuk/radios.ts'
import { select } from '../src/view/govuk/select.ts'
import { table } from '../src/view/govuk/table.ts'
import { textarea } from '../src/view/govuk/textarea.ts'
import { frame } from '../src/view/frame.ts'
import { html } from '../src/view/html.ts'

const WORDS = ['Amber', 'Birch', 'Cedar', 'Dale', 'Elm', 'Fern', 'Glen', 'Heath', 'Ivy', 'Juniper']
const STATES = ['Not yet in place', 'Beginning', 'Developing', 'Well established']

export type Field = { name: string; label: string; hint: string; value: string; mistake: string | undefined }
export type Choice = { value: string; text: string; checked: boolean }

/** Everything on the page that a person typed or a row holds. */
export type Content = {
  title: string
  navigation: { text: string; href: string; current: boolean }[]
  mistakes: { text: string; href: string }[]
  inputs: Field[]
  radios: Choice[]
  checkboxes: Choice[]
  options: Choice[]
  day: { day: string; month: string; year: string }
  notes: string
  head: string[]
  rows: string[][]
}

/** The same for one number; numbers follow one another so that no renderer may keep a page. */
export function contentOf(n: number): Content {
  const field = (name: string, label: string, mistake?: string): Field => {
    return {
      name,
      label,
      hint: `As it stands in the ${label.toLowerCase()} of last year`,
      value: `${label} ${n}`,
      mistake,
    }
  }
  const choices = (count: number, chosen: number): Choice[] =>
    Array.from({ length: count }, (_, i) => ({
      value: `c${i}`,
      text: `${WORDS[i % 10]} ${i % 4 === 0 ? '&' : 'and'} ${WORDS[(i + n) % 10]} House`,
      checked: i === chosen,
    }))
  return {
    title: `Plan for ${WORDS[n % 10]} School`,
    navigation: ['Home', 'Toolkit', 'Actions', 'People', 'Record'].map((text, i) => ({
      text,
      href: `/r${i}`,
      current: i === 1,
    })),
    mistakes: [
      { text: 'Enter what this action is for', href: '#purpose' },
      { text: 'Enter a date in the future', href: '#due-day' },
    ],
    inputs: [
      field('title', 'Title'),
      field('purpose', 'Purpose', 'Enter what this action is for'),
      field('measure', 'Measure'),
      field('baseline', 'Baseline'),
      field('target', 'Target'),
    ],
    radios: choices(4, n % 4),
    checkboxes: choices(8, n % 8),
    options: choices(20, n % 20),
    day: { day: String((n % 28) + 1), month: '3', year: '2027' },
    notes: `Year ${n % 6} asked for a quiet place at lunch; "somewhere to breathe", as one of them said.`,
    head: ['Action', 'Owner', 'Principle', 'Level', 'Due', 'Steps'],
    rows: Array.from({ length: 50 }, (_, i) => [
      `${WORDS[(i + n) % 10]} room open at lunch`,
      i % 7 === 0 ? `Niamh O'Brien` : `Ruth ${WORDS[i % 10]}`,
      `Principle ${(i % 8) + 1}`,
      STATES[(i + n) % 4]!,
      `${(i % 28) + 1} March 2027`,
      `${i % 5} of 5`,
    ]),
  }
}

const asset = (name: string): string => `/assets/${name}`
const said = (text: string | undefined): { text: string } | undefined => (text === undefined ? undefined : { text })

function fields(content: Content) {
  const group = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--m' } })
  return html`${content.inputs.map(({ name, label, hint, value, mistake }) =>
    input({ id: name, name, label: { text: label }, hint: { text: hint }, value, errorMessage: said(mistake) }),
  )}${radios({ name: 'place', fieldset: group('Where does it happen?'), items: content.radios })}${checkboxes({
    name: 'groups',
    fieldset: group('Which houses take part?'),
    hint: { text: 'Choose all that do' },
    items: content.checkboxes,
  })}${select({
    id: 'lead',
    name: 'lead',
    label: { text: 'Leading house' },
    items: content.options.map(({ value, text, checked }) => ({ value, text, selected: checked })),
  })}${dateInput({
    id: 'due',
    namePrefix: 'due',
    fieldset: group('When is it due?'),
    hint: { text: 'For example, 27 3 2027' },
    errorMessage: { text: 'Enter a date in the future' },
    values: { 'due-day': content.day.day, 'due-month': content.day.month, 'due-year': content.day.year },
  })}${textarea({
    id: 'notes',
    name: 'notes',
    label: { text: 'What pupils said' },
    hint: { text: 'In their own words' },
    value: content.notes,
  })}${button({ text: 'Save and continue' })}`
}

export function typicalPage(content: Content): string {
  const main = html`${errorSummary({ titleText: 'There is a problem', errorList: content.mistakes })}<h1 class="govuk-heading-l">${content.title}</h1><form action="/actions" method="post" novalidate>${fields(content)}</form>${table(
    {
      caption: 'Actions of this year',
      captionClasses: 'govuk-table__caption--m',
      head: content.head.map((text) => ({ text })),
      rows: content.rows.map((row) => row.map((text) => ({ text }))),
      firstCellIsHeader: true,
    },
  )}`
  const signOut = html`<form action="/sign-out" method="post"><button class="ws-top__button">Sign out</button></form>`
  return frame({
    title: content.title,
    serviceName: 'Wholeschool',
    assets: asset,
    navigation: content.navigation,
    who: { name: 'Ruth Amberley', place: 'Larchmead', accountHref: '/account', signOut },
    errorTitle: true,
    main,
    footer: {
      links: [
        { text: 'Help', href: '/help' },
        { text: 'Privacy', href: '/privacy' },
      ],
    },
  }).toString()
}

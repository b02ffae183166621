// Two people at once: every form that changes what others may be changing meets a newer version instead of being
// refused, loses nobody's words, and cannot be talked into it by what the sender alters.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { castNames, larchmead } from '../seeds/cast.ts'
import type { Route } from '../src/kernel/route.ts'
import { loadEdition } from '../src/modules/toolkit/edition.ts'
import { addressOf, placesFor, routes } from './openings.ts'
import { formsIn, sentFrom, type PageForm } from './page-forms.ts'
import { rolledBack, type Held, type Visitor } from './world.ts'

const versioned = routes.filter((route) => route.form?.fields.includes('version'))
const merging = versioned.filter((route) => route.form!.fields.includes('met'))

/** A press carries a version and nothing that could be lost. */
const isPress = (route: Route): boolean => route.form!.fields.every((name) => name === 'version')

/** Forms that show both in a way of their own, and why that is enough. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '/programmes/:programme/settings/:enrolment/details': 'three choices, which are shown as they stand above the form',
  '/programmes/:programme/settings/:enrolment/leaving': 'one day on which it ends, which the form asks again',
  '/settings/:setting/modules': 'ticks, which are shown as they stand beside the form',
  '/programmes/:programme/criteria': 'makes a new one: there is nothing that another could have changed',
  '/programmes/:programme/criteria/:own': 'a draft of the office, drawn again with what its writer typed',
  '/programmes/:programme/criteria/:own/retirement': 'ends something: there are no words to lose',
  '/settings/:setting/toolkit/comments/:comment': 'only its author changes it',
  '/settings/:setting/toolkit/sections/:principle': 'names and a day, which are shown as they stand above the form',
  '/settings/:setting/toolkit/sections/:principle/sent-back': 'a sentence that is sent, drawn again if it was too late',
  '/settings/:setting/toolkit/small/choice': 'on or off',
  '/settings/:setting/toolkit/small/actions/:action/review': 'a first review, which shows the other if one came first',
}

test('every form with a version meets a newer one, or says why it need not', () => {
  const silent = versioned.filter((route) => !merging.includes(route) && !isPress(route) && !OTHERWISE[route.path])
  assert.deepEqual(
    silent.map((route) => route.path),
    [],
    'make the route with postMerging (src/kernel/merge.ts)',
  )
  assert.deepEqual(
    Object.keys(OTHERWISE).filter((path) => !versioned.some((route) => route.path === path)),
    [],
    'excused without need',
  )
  assert.ok(merging.length >= 7)
})

type Writer = { visitor: Visitor; form: PageForm }

const reasons = merging.find((route) => route.path.endsWith('/plan/criteria/:criterion/reason'))!

/** Only a gap takes a reason: the plan leads to one. */
async function gapOf(w: Held): Promise<{ path: string } | undefined> {
  const amina = await w.as('amina')
  const plan = `/settings/${larchmead.setting}/toolkit/plan`
  for (const { key } of loadEdition('primary', 1).principles) {
    const { text } = await amina.get(`${plan}/principles/${key}`)
    const path = /href="([^"]+\/criteria\/[^"]+\/reason)"/.exec(text)?.[1]
    if (path !== undefined) return { path }
  }
  return undefined
}

/** Those who find the route's form in the county: on its own address, or on the page it belongs to. */
async function writersOf(w: Held, route: Route): Promise<Writer[]> {
  for (const at of placesFor(route)) {
    const address = route === reasons ? await gapOf(w) : await addressOf(w, route, at)
    if (!address) continue
    const found: Writer[] = []
    for (const name of castNames) {
      const visitor = await w.as(name)
      for (const path of [address.path, address.path.replace(/\/[^/]+$/, '')]) {
        const { status, text } = await visitor.get(path)
        const form = status === 200 ? formsIn(text).find((one) => one.action === address.path) : undefined
        if (form) {
          found.push({ visitor, form })
          break
        }
      }
      if (found.length === 2) return found
    }
    if (found.length === 1) return [found[0]!, found[0]!]
  }
  return []
}

/** The form as someone fills it: nothing left open, and words of their own in one place. */
function filled(form: PageForm, words: string): { sent: Record<string, string>; field: string } {
  const sent = sentFrom(form)
  for (const [name, values] of Object.entries(form.choices)) sent[name] ??= values[0]!
  for (const name of form.texts)
    if (sent[name] === '' && !/_on$|^(baseline|target|unit)$/.test(name)) sent[name] = 'Filled'
  const field = form.texts[0]!
  sent[field] = words
  return { sent, field }
}

const FIRST = 'Words of the first.\nAnd her second line.'
const SECOND = 'Words of the second <b>& more</b>.'
const THIRD = 'Words of a third.'
const shown = (words: string): string[] =>
  words.split('\n').map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))

/** The merge page's form with nothing left open: both are kept where both can be, else the writer's own. */
function chosen(form: PageForm): Record<string, string> {
  const sent = sentFrom(form)
  for (const [name, values] of Object.entries(form.choices)) sent[name] = values.includes('both') ? 'both' : 'mine'
  return sent
}

for (const route of merging) {
  rolledBack(`${route.path}: two who save at once lose no word, nor does a third`, async (w) => {
    const [first, second] = await writersOf(w, route)
    assert.ok(first && second, 'somebody in the county can open this form')
    const { action } = first.form
    for (const { fields } of [first.form, second.form])
      assert.match(fields.began ?? '', /^[\w-]{43}\.\{"version":/, 'the form says what it began from')
    const known = new Set([...route.form!.fields, 'form_token', 'form_once'])
    assert.deepEqual(
      Object.keys(first.form.fields).filter((name) => !known.has(name)),
      [],
    )
    const line = first.form.texts[0] === 'name' ? (words: string) => words.split('\n')[0]! : (words: string) => words
    const one = filled(first.form, line(FIRST))
    assert.equal((await first.visitor.post(action, one.sent)).status, 303)
    const late = await second.visitor.post(action, filled(second.form, line(SECOND)).sent)
    assert.equal(late.status, 409)
    for (const words of [...shown(line(FIRST)), ...shown(line(SECOND)), 'changed this while you were writing'])
      assert.ok(late.text.includes(words), words)
    const meeting = formsIn(late.text).find((form) => form.action === action)!
    assert.ok(meeting.choices[`${one.field}_keep`]?.length, 'both are there to choose from')
    // A third person saves before the choice is made: it is asked again, with all three.
    const between = {
      ...sentFrom(meeting),
      ...filled(first.form, THIRD).sent,
      version: meeting.fields.version!,
      met: '',
    }
    assert.equal((await first.visitor.post(action, { ...between, began: '' })).status, 303)
    const later = await second.visitor.post(action, chosen(meeting))
    assert.equal(later.status, 409)
    const all = [...shown(line(FIRST)), ...shown(line(SECOND)), ...shown(THIRD)]
    for (const words of all) assert.ok(later.text.includes(words), words)
    const again = formsIn(later.text).find((form) => form.action === action)!
    const done = await second.visitor.post(action, chosen(again))
    assert.equal(done.status, 303, done.text)
    const after = await writersOf(w, route)
    const stands = after[0]!.form.fields[one.field]!
    for (const words of [line(FIRST), line(SECOND), THIRD])
      for (const part of words.split('\n')) assert.ok(stands.includes(part), `${part} in ${stands}`)
  })
}

const edits = merging.find((route) => route.path.endsWith('/actions/:action/edit'))!

async function twoEditors(w: Held): Promise<{ first: Writer; second: Writer; at: string }> {
  const [first, second] = await writersOf(w, edits)
  return { first: first!, second: second!, at: first!.form.action }
}

rolledBack('what only one of two changed is taken without a question', async (w) => {
  const { first, second, at } = await twoEditors(w)
  const title = 'A title of the first'
  assert.equal((await first.visitor.post(at, { ...sentFrom(first.form), title })).status, 303)
  const people = 'People of the second'
  const late = await second.visitor.post(at, { ...sentFrom(second.form), people })
  assert.equal(late.status, 303)
  const [{ form } = first] = await writersOf(w, edits)
  assert.deepEqual([form.fields.title, form.fields.people], [title, people])
  assert.match((await second.visitor.get(late.location!)).text, /What [\w ]+ changed meanwhile is kept too/)
})

rolledBack('where the two together make no sense, the form comes back with both and says so', async (w) => {
  const { first, second, at } = await twoEditors(w)
  const own = { ...sentFrom(first.form), starts_on: '1 May 2027', due_on: '2 June 2027' }
  assert.equal((await first.visitor.post(at, own)).status, 303)
  const [{ form: now } = first] = await writersOf(w, edits)
  assert.equal((await first.visitor.post(at, { ...sentFrom(now), starts_on: '1 June 2027' })).status, 303)
  const late = await second.visitor.post(at, { ...sentFrom(now), due_on: '20 May 2027' })
  assert.equal(late.status, 422)
  const back = formsIn(late.text).find((form) => form.action === at)!
  assert.deepEqual([back.fields.starts_on, back.fields.due_on], ['1 June 2027', '20 May 2027'])
  assert.ok(late.text.includes('Enter a day on or after the day it starts'))
  assert.equal((await second.visitor.post(at, { ...sentFrom(back), due_on: '2 July 2027' })).status, 303)
})

rolledBack('a mistake on a form that someone overtook does not save over them afterwards', async (w) => {
  const { first, second, at } = await twoEditors(w)
  assert.equal((await first.visitor.post(at, { ...sentFrom(first.form), people: 'Hers' })).status, 303)
  const wrong = await second.visitor.post(at, { ...sentFrom(second.form), title: '', people: 'His' })
  assert.equal(wrong.status, 422)
  const back = formsIn(wrong.text).find((form) => form.action === at)!
  assert.equal(back.fields.version, second.form.fields.version, 'it still says from what he began')
  const late = await second.visitor.post(at, { ...sentFrom(back), title: 'A title' })
  assert.equal(late.status, 409)
  for (const words of ['Hers', 'His']) assert.ok(late.text.includes(words), words)
})

rolledBack('choices left open are asked again, with every word still there', async (w) => {
  const { first, second, at } = await twoEditors(w)
  assert.equal(
    (await first.visitor.post(at, { ...sentFrom(first.form), title: 'Hers', people: 'Hers too' })).status,
    303,
  )
  const late = await second.visitor.post(at, { ...sentFrom(second.form), title: 'His', people: 'His too' })
  const meeting = formsIn(late.text).find((form) => form.action === at)!
  assert.equal(meeting.fields.title_keep, undefined, 'nobody chose a title for him')
  const open = await second.visitor.post(at, { ...sentFrom(meeting), title_both: 'Edited', people_both: 'Edited too' })
  assert.equal(open.status, 422)
  assert.ok(open.text.includes('Choose what to keep'))
  const still = formsIn(open.text).find((form) => form.action === at)!
  for (const [name, value] of [
    ['title_both', 'Edited'],
    ['people_both', 'Edited too'],
    ['title', 'His'],
  ] as const)
    assert.equal(still.fields[name], value)
  assert.ok(open.text.includes('Hers'))
  assert.equal((await second.visitor.post(at, { ...sentFrom(still), title_keep: 'theirs' })).status, 303)
  const [{ form } = first] = await writersOf(w, edits)
  assert.deepEqual([form.fields.title, form.fields.people], ['Hers', 'Edited too'])
})

rolledBack('what a form began from cannot be forged: then everything that differs is asked', async (w) => {
  const { first, second, at } = await twoEditors(w)
  const mine = sentFrom(second.form)
  assert.equal((await first.visitor.post(at, { ...sentFrom(first.form), title: 'Hers' })).status, 303)
  // As if she had changed nothing: his old title would then win without a word.
  const [mac, ...rest] = mine.began!.split('.')
  const forged = `${mac}.${rest.join('.').replace(/"title":"[^"]*"/, '"title":"Hers"')}`
  const other = (
    await writersOf(
      w,
      merging.find((route) => route.path.endsWith('/review'))!,
    )
  )[0]!.form.fields.began!
  for (const began of [forged, other, 'x', '.', `${mac}.{"version":1}`, '']) {
    const { status, text } = await second.visitor.post(at, { ...mine, began })
    assert.equal(status, 409, began)
    assert.ok(text.includes('name="title_keep"') && text.includes('Hers'), began)
  }
  const late = await second.visitor.post(at, { ...mine, title: 'His' })
  const meeting = sentFrom(formsIn(late.text).find((form) => form.action === at)!)
  for (const met of [forged, meeting.met!.replace('Hers', 'Forged'), mine.began!]) {
    const { status, text } = await second.visitor.post(at, { ...meeting, met, title_keep: 'theirs' })
    assert.equal(status, 409)
    assert.ok(text.includes('Hers') && text.includes('His') && !text.includes('>Forged<'))
  }
})

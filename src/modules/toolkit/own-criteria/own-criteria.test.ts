// A programme asks something of its own: it comes out in versions, marked as its own, for cycles that begin afterwards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newSchool } from '../../../../tests/new-school.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { programme } from '../../../../seeds/cast.ts'
import { criteriaOf, loadEdition } from '../edition.ts'
import { criterionFrom, withOwn, type OwnWords } from './rules.ts'

const LIST = `/programmes/${programme.id}/criteria`
const ASKED = 'Every class has a worry box that an adult reads on the same day.'

const SENT = {
  principle: 'student_voice',
  designations: ['primary', 'special'],
  text: ASKED,
  why: 'A worry that is written down at ten should not wait until Friday.',
  level_0: 'Worries are told to whoever is near.',
  level_1: 'Some classes have a box, opened now and then.',
  level_2: 'Every class has a box that is opened each day.',
  level_3: 'Children use the boxes, and can say what happened next.',
  minimum_evidence: 'Who opens the boxes, and when.',
  minutes: '4',
  move_1: 'Make the boxes together',
  move_1_words: 'Let each class make and name its own box in one lesson.',
  version: '0',
}

async function write(w: Held, fields: Partial<Record<keyof typeof SENT, string | string[]>> = {}): Promise<string> {
  const priya = await w.as('priya')
  const sent = await priya.post(LIST, { ...SENT, ...fields })
  assert.equal(sent.status, 303, sent.text)
  return sent.location!
}

const versionOn = (text: string): string => /name="version" value="(\d+)"/.exec(text)![1]!

rolledBack('a draft is asked of nobody; once out, a cycle that begins is asked it and says by whom', async (w) => {
  const at = await write(w)
  const priya = await w.as('priya')
  const before = await newSchool(w, 'primary')
  const helen = await w.as('helen')
  assert.equal((await helen.post(`/settings/${before}/toolkit/cycles`)).status, 303)
  assert.ok(!(await helen.get(`/settings/${before}/toolkit/principles/student_voice`)).text.includes(ASKED))

  const draft = (await priya.get(at)).text
  assert.match(draft, /Draft: nobody is asked yet/)
  assert.equal((await priya.post(`${at}/publication`, { version: versionOn(draft) })).status, 303)
  const after = await newSchool(w, 'primary')
  assert.equal((await helen.post(`/settings/${after}/toolkit/cycles`)).status, 303)
  const asked = (await helen.get(`/settings/${after}/toolkit/principles/student_voice`)).text
  assert.ok(asked.includes(ASKED) && asked.includes(`Asked by ${programme.name}`))
  assert.ok(!(await helen.get(`/settings/${before}/toolkit/principles/student_voice`)).text.includes(ASKED))
})

rolledBack('new words are a new version, and a cycle under way keeps what it was asked', async (w) => {
  const at = await write(w)
  const priya = await w.as('priya')
  const helen = await w.as('helen')
  await priya.post(`${at}/publication`, { version: versionOn((await priya.get(at)).text) })
  const school = await newSchool(w, 'primary')
  await helen.post(`/settings/${school}/toolkit/cycles`)
  const voice = `/settings/${school}/toolkit/principles/student_voice`
  const changed = await priya.post(at, {
    ...SENT,
    text: 'Each class has a worry post.',
    version: versionOn((await priya.get(at)).text),
  })
  assert.equal(changed.status, 303, changed.text)
  assert.match((await priya.get(at)).text, /Changed since it came out/)
  await priya.post(`${at}/publication`, { version: versionOn((await priya.get(at)).text) })
  assert.match((await priya.get(at)).text, /Version 2 came out/)
  assert.ok((await helen.get(voice)).text.includes(ASKED))
  await priya.post(`${at}/retirement`, { version: versionOn((await priya.get(at)).text), back: '' })
  const next = await newSchool(w, 'primary')
  await helen.post(`/settings/${next}/toolkit/cycles`)
  assert.ok(!(await helen.get(`/settings/${next}/toolkit/principles/student_voice`)).text.includes('worry post'))
})

rolledBack('it is asked only of those it is for, and rated like any other', async (w) => {
  const at = await write(w)
  const priya = await w.as('priya')
  const helen = await w.as('helen')
  await priya.post(`${at}/publication`, { version: versionOn((await priya.get(at)).text) })
  const college = await newSchool(w, 'college')
  await helen.post(`/settings/${college}/toolkit/cycles`)
  assert.ok(!(await helen.get(`/settings/${college}/toolkit/principles/student_voice`)).text.includes(ASKED))
  const special = await newSchool(w, 'special')
  await helen.post(`/settings/${special}/toolkit/cycles`)
  const page = (await helen.get(`/settings/${special}/toolkit/principles/student_voice`)).text
  const key = /own-[0-9a-f]{12}-v1/.exec(page)![0]
  const found = await helen.get(`/settings/${special}/toolkit/principles/student_voice/criteria/${key}`)
  assert.equal(found.status, 200)
  assert.ok(found.text.includes('Make the boxes together'))
})

rolledBack('two officers who write at once see both, and nothing is lost', async (w) => {
  const at = await write(w)
  const priya = await w.as('priya')
  const version = versionOn((await priya.get(at)).text)
  assert.equal((await priya.post(at, { ...SENT, text: 'The first words that were saved.', version })).status, 303)
  const second = await priya.post(at, { ...SENT, text: 'The second words, written meanwhile.', version })
  assert.equal(second.status, 409)
  assert.ok(second.text.includes('The first words that were saved.'))
  assert.ok(second.text.includes('The second words, written meanwhile.'))
})

rolledBack('what is missing is said beside it, and only an officer writes', async (w) => {
  const priya = await w.as('priya')
  const sent = await priya.post(LIST, { ...SENT, text: '', designations: [], move_1_words: '' })
  assert.equal(sent.status, 422)
  assert.match(sent.text, /Write what you ask/)
  assert.match(sent.text, /Choose whom you ask/)
  assert.match(
    (await priya.post(LIST, { ...SENT, move_1_words: '' })).text,
    /Write what to do, or leave the name empty too/,
  )
  for (const name of ['ewan', 'ruth'] as const) assert.notEqual((await (await w.as(name)).get(LIST)).status, 200)
})

test('no criterion of a programme takes a key of an edition, or is compared with one', () => {
  const edition = loadEdition('primary', 1)
  const words: OwnWords = {
    text: ASKED,
    why: SENT.why,
    anchors: { '0': SENT.level_0, '1': SENT.level_1, '2': SENT.level_2, '3': SENT.level_3 },
    minimum_evidence: SENT.minimum_evidence,
    minutes: 4,
    moves: [],
  }
  const own = criterionFrom(words, { id: programme.id, programme: programme.name, version: 1 })
  const with1 = withOwn(edition, [{ principle: 'student_voice', criterion: own }])
  assert.equal(criteriaOf(with1).length, criteriaOf(edition).length + 1)
  assert.ok(!criteriaOf(edition).some((one) => one.key === own.key) && !own.comparable)
  assert.equal(withOwn(edition, [{ principle: 'student_voice', criterion: own }]), with1, 'made once')
  assert.equal(withOwn(edition, []), edition)
})

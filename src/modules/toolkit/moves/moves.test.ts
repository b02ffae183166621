// The moves bank: read by schools of the programme, adapted with credit, gone at once when it is taken back, and no way
// to write, read or hide what is another's.
import assert from 'node:assert/strict'
import { alderbourne, cast, larchmead, programme } from '../../../../seeds/cast.ts'
import { openLetter } from '../../../kernel/mail.ts'
import { rolledBack, type Fields, type Held } from '../../../../tests/world.ts'
import {
  actionAt,
  moveAt,
  movesAt,
  newMoveAt,
  ownMoveAt,
  ownMovesAt,
  programmeMoveAt,
  programmeMovesAt,
  sharingAt,
} from '../paths.ts'
import { ownMoves } from './service.ts'

const [L, A] = [larchmead.setting, alderbourne.setting]
const WALKS = 'Worry walks'

async function idOf(w: Held, title: string, who: 'amina' | 'marcus' = 'amina'): Promise<string> {
  const setting = who === 'amina' ? L : A
  const all = await w.inCtx(who, { setting }, (ctx) => ownMoves(ctx, setting))
  const found = all.find((one) => one.title === title)
  assert.ok(found, `${title} is in the bank`)
  return found.id
}

const MOVE = {
  programme: programme.id,
  action: '',
  title: 'A kettle in the corridor',
  place: 'warm-welcome',
  done_words: 'A kettle and two chairs, open at the gate from eight.',
  for_words: 'Families at the gate',
  effort: 'small',
  weeks: '4',
  cost_words: '',
  changed_words: 'More families stay to talk.',
  measure: '',
  differently: '',
  may_adapt: 'yes',
  contact: cast.amina.person,
} satisfies Fields

const harbour = (w: Held): Promise<string> =>
  w.inCtx('marcus', { setting: A }, async ({ tx }) => {
    const found = await tx.client.query(`select id from toolkit.actions where title = 'Harbour walks'`)
    return found.rows[0].id as string
  })

/** Letters written since the test began, opened. */
async function letters(w: Held, subject: RegExp) {
  const rows = await w.inCtx(
    undefined,
    {},
    async ({ tx }) => (await tx.client.query(`select sealed from kernel.letters`)).rows,
    'clerk',
  )
  return rows.map((row) => openLetter(w.house.secrets, row.sealed)!).filter((one) => subject.test(one.subject))
}

rolledBack('another school finds a move, reads it and learns nobody’s name or address', async (w) => {
  const marcus = await w.as('marcus')
  const list = await marcus.get(movesAt(A))
  assert.equal(list.status, 200)
  for (const title of [WALKS, 'Coffee after the late shift']) assert.ok(list.text.includes(title), title)
  const one = await marcus.get(moveAt(A, await idOf(w, WALKS)))
  assert.match(
    one.text,
    /Senior mental health lead at Larchmead Primary School|Senior leader at Larchmead Primary School/,
  )
  for (const { name, email } of [cast.amina, cast.ruth])
    for (const words of [name, email]) assert.ok(!one.text.includes(words), words)
})

rolledBack('moves are found by principle, criterion, kind, effort and words', async (w) => {
  const marcus = await w.as('marcus')
  const seen = async (query: string): Promise<boolean> =>
    (await marcus.get(`${movesAt(A)}?${query}`)).text.includes(`>${WALKS}<`)
  for (const query of [
    'principle=ethos_environment&criterion=trusted-adults',
    'kind=primary',
    'effort=small',
    'q=chalk+FIELD',
  ])
    assert.ok(await seen(query), query)
  for (const query of ['principle=parents_carers', 'kind=special', 'effort=large', 'q=chalk+nowhere', 'q=%25'])
    assert.ok(!(await seen(query)), query)
  for (const query of [
    'principle=x&criterion=y',
    'kind=constructor',
    'page=-1',
    'page=999999',
    `q=${'a'.repeat(3000)}`,
    'q=%00',
  ])
    assert.equal((await marcus.get(`${movesAt(A)}?${query}`)).status, 200, query)
})

rolledBack(
  'adapting puts an action in one’s own plan, keeps the credit and is counted once for each school',
  async (w) => {
    const marcus = await w.as('marcus')
    const map = await idOf(w, 'The calm corner has a map')
    const form = await marcus.get(`${moveAt(A, map)}/adapting`)
    assert.match(form.text, /Make it your own/)
    const sent = { title: 'Our calm map', criterion: 'safe-spaces', steps: 'Draw it\nHang it up', intended_impact: '' }
    for (const title of ['Our calm map', 'Our second map']) {
      const done = await marcus.post(`${moveAt(A, map)}/adapting`, { ...sent, title })
      assert.equal(done.status, 303, done.text)
      const page = (await marcus.get(done.location!)).text
      assert.ok(page.includes('Adapted from Larchmead Primary School’s “The calm corner has a map”'))
      for (const words of [title, 'Draw it', 'The original, to look at beside yours'])
        assert.ok(page.includes(words), words)
    }
    const own = await (await w.as('amina')).get(ownMoveAt(L, map))
    assert.match(own.text, /One school has adapted it\. Thank you/)
    const wrong = await marcus.post(`${moveAt(A, map)}/adapting`, { ...sent, criterion: 'no-such-thing' })
    assert.equal(wrong.status, 422)
  },
)

rolledBack('an adapted move is shared back with its chain, once it is reviewed', async (w) => {
  const [helen, action] = [await w.as('helen'), await harbour(w)]
  assert.equal((await helen.get(newMoveAt(A, action))).status, 409)
  const review = {
    done_words: 'We walked by the harbour.',
    changed: 'some',
    pupils_words: '',
    next: 'embed',
    next_words: '',
  }
  const page = await helen.get(`${actionAt(A, action)}/review`)
  const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? ''
  const kept = await helen.post(`${actionAt(A, action)}/review`, { ...review, version: '0', began: hidden('began') })
  assert.equal(kept.status, 303, kept.text)
  assert.match((await helen.get(actionAt(A, action))).text, /Share your version back/)
  assert.match((await helen.get(newMoveAt(A, action))).text, /We walked by the harbour/)
  const shared = await helen.post(ownMovesAt(A), {
    ...MOVE,
    action,
    title: 'Harbour walks',
    contact: cast.marcus.person,
  })
  assert.equal(shared.status, 303, shared.text)
  const id = shared.location!.split('/').at(-1)!
  const read = await (await w.as('amina')).get(moveAt(L, id))
  assert.ok(read.text.includes('Adapted from Larchmead Primary School’s “Worry walks”'))
})

rolledBack('taken back, a move is out of the bank, its copies with it, and its credit stays', async (w) => {
  const [amina, marcus, id] = [await w.as('amina'), await w.as('marcus'), await idOf(w, WALKS)]
  const at = actionAt(A, await harbour(w))
  assert.match((await marcus.get(at)).text, /Nobody has to talk/)
  assert.equal((await amina.post(`${ownMoveAt(L, id)}/taking-back`)).status, 303)
  assert.equal((await marcus.get(moveAt(A, id))).status, 404)
  const page = (await marcus.get(at)).text
  assert.doesNotMatch(page, /Nobody has to talk/)
  assert.ok(page.includes('Adapted from Larchmead Primary School’s “Worry walks”'))
  assert.equal((await (await w.as('priya')).get(programmeMoveAt(programme.id, id))).status, 404)
})

rolledBack(
  'switched off, everything the school shared is gone at once, and stays gone when it is switched on',
  async (w) => {
    const [ruth, helen, id] = [await w.as('ruth'), await w.as('helen'), await idOf(w, WALKS)]
    const share = (flows: readonly string[]) => ruth.post(sharingAt(L), { programme: programme.id, flows })
    assert.equal((await share(['board'])).status, 303)
    assert.equal((await helen.get(moveAt(A, id))).status, 404)
    const refused = await (await w.as('amina')).post(ownMovesAt(L), MOVE)
    assert.equal(refused.status, 409)
    assert.match(refused.text, /Sharing moves is not switched on/)
    assert.equal((await share(['board', 'moves'])).status, 303)
    assert.ok(!(await helen.get(movesAt(A))).text.includes(WALKS))
    const left = await w.inCtx(
      undefined,
      {},
      ({ tx }) => tx.client.query(`select 1 from toolkit.bank_moves where setting_id = $1`, [L]),
      'clerk',
    )
    assert.equal(left.rowCount, 0)
  },
)

rolledBack('past the last day of the agreement nobody reads it, whether or not anything has run', async (w) => {
  const id = await idOf(w, WALKS)
  const read = (today: string) =>
    w.inCtx('priya', { programme: programme.id }, ({ tx }) =>
      tx.as('web', { settings: [], programmes: [programme.id], person: null, today }, () =>
        tx.client.query(`select 1 from toolkit.bank_moves where id = $1`, [id]),
      ),
    )
  assert.equal((await read('2026-11-19')).rowCount, 1)
  assert.equal((await read('2039-01-01')).rowCount, 0)
})

rolledBack('a question goes to the school’s own contact, with the asker’s address and no other', async (w) => {
  const [marcus, id] = [await w.as('marcus'), await idOf(w, WALKS)]
  const at = `${moveAt(A, id)}/question`
  const empty = await marcus.post(at, { question: ' ' })
  assert.equal(empty.status, 422)
  const sent = await marcus.post(at, { question: 'Who walks when it rains?\nBcc: everyone@example.org' })
  assert.equal(sent.status, 303)
  const [letter, ...more] = await letters(w, /A question about/)
  assert.deepEqual([letter!.to, letter!.setting, more.length], [cast.amina.email, L, 0])
  assert.ok(letter!.words.includes(cast.marcus.email) && letter!.words.includes('Who walks when it rains?'))
  assert.doesNotMatch(letter!.subject, /\n|Bcc/)
  assert.ok(!(await marcus.get(sent.location!)).text.includes(cast.amina.email))
})

rolledBack('what a school writes is shown as words, never as markup, and its own people alone change it', async (w) => {
  const amina = await w.as('amina')
  const title = '<script>alert(1)</script>'
  const shared = await amina.post(ownMovesAt(L), { ...MOVE, title })
  assert.equal(shared.status, 303, shared.text)
  const id = shared.location!.split('/').at(-1)!
  const read = (await (await w.as('marcus')).get(moveAt(A, id))).text
  assert.ok(!read.includes(title) && read.includes('&lt;script&gt;'))
  const helen = await w.as('helen')
  for (const path of [ownMoveAt(A, id), `${ownMoveAt(A, id)}/edit`, ownMoveAt(L, id)])
    assert.equal((await helen.get(path)).status, 404, path)
  for (const deed of ['taking-back', 'appeal']) {
    const { status } = await helen.post(`${ownMoveAt(A, id)}/${deed}`, { answer: 'Mine' })
    assert.equal(status, 404, deed)
  }
  for (const who of ['joan', 'dee', 'tom'] as const)
    assert.equal((await (await w.as(who)).post(ownMovesAt(L), MOVE)).status, 403, who)
  assert.equal((await (await w.as('nadia')).get(movesAt(L))).status, 404)
})

rolledBack('ids of another place are refused: programme, person, action, measure', async (w) => {
  const amina = await w.as('amina')
  const other = await harbour(w)
  const tries: [Fields, number][] = [
    [{ programme: A }, 422],
    [{ programme: '' }, 422],
    [{ contact: cast.helen.person }, 422],
    [{ contact: cast.leila.person }, 422],
    [{ measure: other }, 422],
    [{ place: 'constructor' }, 422],
    [{ action: other }, 404],
    [{ action: "x' or 1=1" }, 404],
  ]
  for (const [fields, status] of tries)
    assert.equal((await amina.post(ownMovesAt(L), { ...MOVE, ...fields })).status, status, JSON.stringify(fields))
})

rolledBack('one’s own move, or one that is shared to be read, is not adapted', async (w) => {
  const sent = { title: 'Ours', criterion: 'safe-spaces', steps: '', intended_impact: '' }
  const own = await idOf(w, WALKS)
  assert.equal((await (await w.as('amina')).post(`${moveAt(L, own)}/adapting`, sent)).status, 409)
  const toRead = await idOf(w, 'Ten minutes for one another')
  assert.equal((await (await w.as('marcus')).post(`${moveAt(A, toRead)}/adapting`, sent)).status, 409)
})

rolledBack('no school writes another’s move, any count, or what another adapted', async (w) => {
  const id = await idOf(w, WALKS)
  const changed = await w.inCtx('helen', { setting: A }, ({ tx }) =>
    tx.client.query(`update toolkit.bank_moves set title = 'Ours' where id = $1`, [id]),
  )
  assert.equal(changed.rowCount, 0)
  const count = `insert into toolkit.move_counts values ($1, $2, 99)`
  await w.undone(() =>
    assert.rejects(
      w.inCtx('helen', { setting: A }, ({ tx }) => tx.client.query(count, [programme.id, id])),
      /permission denied|row-level security/,
    ),
  )
  const seen = await w.inCtx('ruth', { setting: L }, ({ tx }) =>
    tx.client.query(`select 1 from toolkit.move_adaptations`),
  )
  assert.equal(seen.rowCount, 0, 'who adapted is the adapter’s own')
})

rolledBack('an officer hides a move with a reason; the school hears it, answers, and it is shown again', async (w) => {
  const [priya, ewan, amina] = [await w.as('priya'), await w.as('ewan'), await w.as('amina')]
  const id = await idOf(w, WALKS)
  const at = programmeMoveAt(programme.id, id)
  assert.match((await priya.get(programmeMovesAt(programme.id))).text, /Worry walks/)
  assert.equal((await ewan.post(`${at}/hiding`, { reason: 'Mine' })).status, 403)
  assert.equal((await priya.post(`${at}/hiding`, { reason: '' })).status, 422)
  const reason = 'A child could be known from the second sentence'
  assert.equal((await priya.post(`${at}/hiding`, { reason })).status, 303)
  assert.equal((await (await w.as('marcus')).get(moveAt(A, id))).status, 404)
  assert.ok(!(await (await w.as('marcus')).get(movesAt(A))).text.includes(`>${WALKS}<`))
  assert.equal((await ewan.get(at)).status, 404)
  const [letter] = await letters(w, /is hidden/)
  assert.equal(letter!.to, cast.amina.email)
  assert.ok((await amina.get(ownMoveAt(L, id))).text.includes(reason))
  assert.equal((await amina.post(`${ownMoveAt(L, id)}/appeal`, { answer: 'We took it out' })).status, 303)
  assert.match((await priya.get('/')).text, /Look again at the move “Worry walks”/)
  assert.match((await priya.get(at)).text, /We took it out/)
  assert.equal((await priya.post(`${at}/showing`)).status, 303)
  assert.equal((await (await w.as('marcus')).get(moveAt(A, id))).status, 200)
})

rolledBack('beside a gap stand ideas from the Toolkit and at most three from other schools', async (w) => {
  const page = await (await w.as('marcus')).get(`/settings/${A}/toolkit/plan/actions/new?criterion=trusted-adults`)
  assert.match(page.text, /Ideas from the Toolkit/)
  const beside = page.text.slice(page.text.indexOf('From other schools'))
  assert.ok(beside.includes(WALKS))
  assert.ok(beside.match(/\/toolkit\/moves\/[0-9a-f-]{36}"/g)!.length <= 3)
  assert.ok(!beside.includes('A bench for the first day back'), 'one’s own is not among them')
})

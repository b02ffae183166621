// The Record: what it says and never says, versions that stay as they were, and who may read one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { alderbourne, larchmead, programme } from '../../../../seeds/cast.ts'
import { drawPdf, stopTypst } from '../../../kernel/typst.ts'
import { programmeRecordsAt, recordAt, recordPdfAt, versionAt, versionsAt } from '../paths.ts'
import { currentCycle } from '../standing/service.ts'
import { documentDigest, readDocument } from './document.ts'
import { printed, RECORD_TEMPLATE } from './print.ts'
import { countsOf } from './rules.ts'
import { documentOf, keepRecord, withdrawUnshared } from './service.ts'

const { setting } = larchmead

function kept(w: Held, why = 'For the governors'): Promise<{ id: string; digest: string }> {
  return w.inCtx('ruth', { setting }, async (ctx) => keepRecord(ctx, (await currentCycle(ctx.tx, setting))!, why))
}

function living(w: Held) {
  return w.inCtx('ruth', { setting }, async (ctx) => documentOf(ctx, (await currentCycle(ctx.tx, setting))!))
}

test.after(stopTypst)

rolledBack('everyone with a place in the Toolkit reads the living Record, and nobody else finds it', async (w) => {
  const joan = await (await w.as('joan')).get(recordAt(setting))
  assert.equal(joan.status, 200)
  assert.match(joan.text, /Resilience and Emotional Wellbeing Record/)
  assert.match(joan.text, /Leadership and management/)
  for (const stranger of ['marcus', 'priya'] as const)
    assert.equal((await (await w.as(stranger)).get(recordAt(setting))).status, 404, stranger)
})

rolledBack('what a member rated alone is theirs: it is nowhere in the Record', async (w) => {
  await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`update toolkit.ratings set reason = 'Only I think so' where setting_id = $1`, [setting]),
  )
  assert.ok(!JSON.stringify(await living(w)).includes('Only I think so'))
})

rolledBack('the Record tells each chapter in full, from focus question to what is planned', async (w) => {
  const document = readDocument(JSON.parse(JSON.stringify(await living(w))))
  assert.equal(document.chapters.length, 8)
  const counts = countsOf(document.chapters)
  assert.equal(
    counts.criteria,
    document.chapters.reduce((sum, chapter) => sum + chapter.criteria.length, 0),
  )
  assert.equal(counts.levels.reduce((sum, n) => sum + n, 0) + counts.notApplicable, counts.agreed)
  assert.ok(counts.receipts > 0 && counts.actions > 0)
  assert.ok(document.team.members.some((member) => member.name === 'Amina Osei' && member.lead))
  const { text } = await (await w.as('dee')).get(recordAt(setting))
  const action = document.chapters.flatMap((chapter) => chapter.criteria).flatMap((one) => one.actions)[0]!
  assert.ok(text.includes(action.title.replaceAll('&', '&amp;')))
})

rolledBack('a version stays as it was when the school moves on', async (w) => {
  const version = await kept(w)
  const ruth = await w.as('ruth')
  const before = await ruth.get(versionAt(setting, version.id))
  await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`update toolkit.agreed_ratings set reason = 'We see it otherwise now' where setting_id = $1`, [
      setting,
    ]),
  )
  const after = await ruth.get(versionAt(setting, version.id))
  assert.equal(after.status, 200)
  assert.ok(!after.text.includes('We see it otherwise now'))
  assert.ok((await ruth.get(recordAt(setting))).text.includes('We see it otherwise now'))
  assert.match(before.text, /still match the digest/)
  assert.ok(after.text.includes(version.digest))
})

rolledBack('nobody can change or remove a kept version', async (w) => {
  const { id } = await kept(w)
  for (const deed of [
    `update toolkit.records set why = 'x' where id = $1`,
    `delete from toolkit.records where id = $1`,
  ])
    await w.undone(() =>
      assert.rejects(
        w.inCtx('ruth', { setting }, ({ tx }) => tx.client.query(deed, [id])),
        /permission denied/,
      ),
    )
})

rolledBack('a head keeps a version and says why; without a reason nothing is kept', async (w) => {
  const ruth = await w.as('ruth')
  const empty = await ruth.post(versionsAt(setting), { why: '  ' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Say why you are keeping this version/)
  const done = await ruth.post(versionsAt(setting), { why: 'For “Ofsted” <b>on Monday</b>' })
  assert.equal(done.location, versionsAt(setting))
  assert.match((await ruth.get(versionsAt(setting))).text, /For “Ofsted” &lt;b&gt;on Monday/)
  assert.equal((await (await w.as('joan')).post(versionsAt(setting), { why: 'Mine' })).status, 403)
})

rolledBack('a version of one school is not found at another', async (w) => {
  const { id } = await kept(w)
  assert.equal((await (await w.as('helen')).get(versionAt(alderbourne.setting, id))).status, 404)
  assert.equal((await (await w.as('ruth')).get(versionAt(setting, 'not-an-id'))).status, 404)
})

rolledBack('the Record is printed as a PDF under a name that says whose it is', async (w) => {
  const pdf = await (await w.as('ruth')).get(recordPdfAt(setting))
  assert.equal(pdf.status, 200)
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.match(String(pdf.headers['content-disposition']), /Larchmead Primary School/)
  assert.ok(pdf.text.startsWith('%PDF-'))
})

rolledBack('a full Record takes the printer under three seconds once it is warm', async (w) => {
  const document = await living(w)
  const paper = printed(document, { kind: 'living' })
  const first = await drawPdf(RECORD_TEMPLATE, paper)
  const began = performance.now()
  assert.ok(first.equals(await drawPdf(RECORD_TEMPLATE, paper)), 'the same Record gives the same bytes')
  assert.ok(performance.now() - began < 3000)
})

rolledBack(
  'a head shares one version, a reviewer reads it, the audit says so, and the head takes it back',
  async (w) => {
    const { id } = await kept(w, 'To share')
    const ruth = await w.as('ruth')
    const ewan = await w.as('ewan')
    const at = `${programmeRecordsAt(programme.id)}/${id}`
    assert.equal((await ewan.get(at)).status, 404)
    const shared = await ruth.post(`${versionAt(setting, id)}/shares`, { programme: programme.id })
    assert.equal(shared.location, versionAt(setting, id))
    const read = await ewan.get(at)
    assert.equal(read.status, 200)
    assert.match(read.text, /Larchmead Primary School/)
    assert.ok((await ewan.get(programmeRecordsAt(programme.id))).text.includes(id))
    const audit = await w.inCtx('ewan', { programme: programme.id }, ({ tx }) =>
      tx.client.query(`select 1 from kernel.audit_lines where deed = 'kernel.saw' and words = 'a shared Record'`),
    )
    assert.equal(audit.rowCount, 1)
    assert.equal(
      (await ruth.post(`${versionAt(setting, id)}/shares/withdrawals`, { programme: programme.id })).status,
      303,
    )
    assert.equal((await ewan.get(at)).status, 404)
    assert.equal((await ewan.get(`${at}/pdf`)).status, 404)
  },
)

rolledBack('nothing is shared for reading with a programme that the head has not switched it on for', async (w) => {
  const { setting: theirs } = alderbourne
  const { id } = await w.inCtx('helen', { setting: theirs }, async (ctx) =>
    keepRecord(ctx, (await currentCycle(ctx.tx, theirs))!, 'To try'),
  )
  const helen = await w.as('helen')
  const refused = await helen.post(`${versionAt(theirs, id)}/shares`, { programme: programme.id })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /not switched on/)
  assert.equal((await (await w.as('ewan')).get(`${programmeRecordsAt(programme.id)}/${id}`)).status, 404)
})

rolledBack('only a head shares: a mental health lead is told that it is not theirs to do', async (w) => {
  const { id } = await kept(w)
  const amina = await w.as('amina')
  assert.equal((await amina.post(`${versionAt(setting, id)}/shares`, { programme: programme.id })).status, 403)
  assert.ok(!(await amina.get(versionAt(setting, id))).text.includes('Share with'))
})

rolledBack('when reading is switched off, what was shared is gone from the programme', async (w) => {
  const ewan = await w.as('ewan')
  const { id } = await kept(w)
  await (await w.as('ruth')).post(`${versionAt(setting, id)}/shares`, { programme: programme.id })
  await w.inCtx('ruth', { setting }, async (ctx) => {
    await ctx.tx.client.query(`delete from settings.sharing where setting_id = $1 and flow = 'reviewers_reading'`, [
      setting,
    ])
    await withdrawUnshared(ctx, setting)
  })
  assert.equal((await ewan.get(`${programmeRecordsAt(programme.id)}/${id}`)).status, 404)
})

test('a digest depends on the words, not on the order in which they were stored', () => {
  const one = { a: 1, b: [{ x: 'é', y: null }] }
  assert.equal(documentDigest(one), documentDigest({ b: [{ y: null, x: 'é' }], a: 1 }))
  assert.notEqual(documentDigest(one), documentDigest({ ...one, a: 2 }))
  assert.notEqual(documentDigest({ b: ['x', 'y'] }), documentDigest({ b: ['y', 'x'] }))
})

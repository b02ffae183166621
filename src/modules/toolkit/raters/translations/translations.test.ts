// A translation is unchecked until someone answerable signs that a speaker has checked these very words.
import assert from 'node:assert/strict'
import { alderbourne, larchmead, programme } from '../../../../../seeds/cast.ts'
import { openPair } from '../../../../../seeds/views.ts'
import { rolledBack, type Held } from '../../../../../tests/world.ts'
import { nowhere, transaction } from '../../../../kernel/db.ts'
import { programmeTranslationsAt, translationsAt } from '../../paths.ts'
import { wordsIn } from '../sheets.ts'

const UNCHECKED = wordsIn('en-easy')!.frame.unchecked
const SIGNED = { speaker: 'Mo of the easy-read group', checked_on: '12 November 2026' }

const saysUnchecked = async (w: Held): Promise<boolean> =>
  (await w.nobody().get(`/views/${openPair.token}?language=en-easy`)).text.includes(UNCHECKED)

rolledBack(
  'a head signs for their own school, and only there is the translation no longer called unchecked',
  async (w) => {
    assert.equal(await saysUnchecked(w), true)
    const ruth = await w.as('ruth')
    assert.equal((await ruth.post(`${translationsAt(larchmead.setting)}/en-easy`, SIGNED)).status, 303)
    assert.equal(await saysUnchecked(w), true)
    const helen = await w.as('helen')
    const at = translationsAt(alderbourne.setting)
    assert.equal((await helen.post(`${at}/en-easy`, SIGNED)).status, 303)
    assert.equal(await saysUnchecked(w), false)
    assert.match(
      (await helen.get(`${at}/en-easy`)).text,
      /Checked by Mo of the easy-read group on 12 November 2026\. Signed by Helen Price/,
    )
    assert.equal((await helen.post(`${at}/en-easy/withdrawal`)).status, 303)
    assert.equal(await saysUnchecked(w), true)
  },
)

rolledBack('an officer signs for every setting of the programme, and a school sees it without the names', async (w) => {
  const priya = await w.as('priya')
  const at = programmeTranslationsAt(programme.id)
  assert.match((await priya.get(at)).text, /Not checked yet/)
  assert.equal((await priya.post(`${at}/en-easy`, SIGNED)).status, 303)
  assert.equal(await saysUnchecked(w), false)
  const { text } = await (await w.as('helen')).get(`${translationsAt(alderbourne.setting)}/en-easy`)
  assert.match(text, /Checked: your programme has signed these words/)
  assert.doesNotMatch(text, /Mo of the easy-read group/)
})

rolledBack('words that change after they were signed are unchecked again', async (w) => {
  await (await w.as('helen')).post(`${translationsAt(alderbourne.setting)}/en-easy`, SIGNED)
  assert.equal(await saysUnchecked(w), false)
  const reach = { ...nowhere, settings: [alderbourne.setting] }
  await transaction(w.house.engine, { reach }, async (tx) => {
    await tx.client.query(`delete from toolkit.translation_checks where kind = 'pupils'`)
    await tx.client.query(
      `insert into toolkit.translation_checks (setting_id, kind, sheet_version, language, digest, speaker, checked_on, signed_by, signed_at)
       values ($1, 'pupils', 1, 'en-easy', repeat('0', 64), 'Mo', '2026-11-12', 'Helen Price', now())`,
      [alderbourne.setting],
    )
  })
  assert.equal(await saysUnchecked(w), true)
  assert.match(
    (await (await w.as('helen')).get(translationsAt(alderbourne.setting))).text,
    /Changed since it was checked/,
  )
})

rolledBack(
  'a day ahead and an empty name are mistakes, English is no translation, and a lead cannot sign',
  async (w) => {
    const helen = await w.as('helen')
    const at = translationsAt(alderbourne.setting)
    assert.equal((await helen.post(`${at}/en-easy`, { ...SIGNED, checked_on: '1 December 2026' })).status, 422)
    assert.equal((await helen.post(`${at}/en-easy`, { ...SIGNED, speaker: ' ' })).status, 422)
    assert.equal((await helen.get(`${at}/en`)).status, 404)
    assert.equal((await (await w.as('marcus')).get(at)).status, 403)
    assert.equal((await (await w.as('ewan')).get(programmeTranslationsAt(programme.id))).status, 403)
  },
)

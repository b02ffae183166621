// More lines than one file takes are refused with what to do about it, and as many as it takes are saved.
import assert from 'node:assert/strict'
import { larchmead } from '../../../../seeds/cast.ts'
import { rolledBack } from '../../../../tests/world.ts'
import { MOST_SAVED } from './rules.ts'

rolledBack('a file takes fifty thousand lines and no more', async (w) => {
  const path = `/settings/${larchmead.setting}/audit/file`
  const leila = await w.as('leila')
  const add = (n: number): Promise<unknown> =>
    w.inCtx('ruth', { setting: larchmead.setting }, ({ tx }) =>
      tx.client.query(
        `insert into kernel.audit_lines (setting_id, at, person_name, deed, words)
         select $1, timestamptz '2019-03-01' + i * interval '1 second', 'Someone', 'trial.done', 'Words' from generate_series(1, $2::int) i`,
        [larchmead.setting, n],
      ),
    )
  await add(MOST_SAVED)
  const sent = { from: '2019-02-01', until: '2019-12-31', person: '', kind: '' }
  const saved = await leila.post(path, sent)
  assert.equal(saved.status, 200)
  assert.equal(saved.text.split('\r\n').length, MOST_SAVED + 2)
  await add(1)
  const refused = await leila.post(path, sent)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Choose fewer days: one file takes up to 50,000 lines/)
})

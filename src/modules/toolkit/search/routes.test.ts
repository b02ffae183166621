// Search and the words we use.
import assert from 'node:assert/strict'
import { larchmead } from '../../../../seeds/cast.ts'
import { rolledBack } from '../../../../tests/world.ts'

const AT = `/settings/${larchmead.setting}/toolkit/search`

rolledBack('a search finds criteria, moves and the school’s own actions', async (w) => {
  const tom = await w.as('tom')
  const governor = await tom.get(`${AT}?q=governor`)
  assert.match(governor.text, /criteria.*with “governor”/)
  assert.ok(governor.text.includes('/principles/leadership_management/criteria/lead-governor'))
  const title = await w.inCtx(
    'tom',
    { setting: larchmead.setting },
    async (ctx) =>
      (
        await ctx.tx.client.query('select title from toolkit.actions where setting_id = $1 order by title limit 1', [
          larchmead.setting,
        ])
      ).rows[0] as { title: string },
  )
  const own = await tom.get(`${AT}?q=${encodeURIComponent(title.title)}`)
  assert.ok(own.text.includes('Your actions'))
})

rolledBack('marks that mean something to a database or a browser are only marks', async (w) => {
  const tom = await w.as('tom')
  for (const q of ['%', '_', '\\', "' or 1=1 --", '<script>alert(1)</script>', '   ', 'x'.repeat(5000)]) {
    const found = await tom.get(`${AT}?q=${encodeURIComponent(q)}`)
    assert.equal(found.status, 200, q)
    assert.ok(!found.text.includes('<script>alert'), q)
    assert.ok(!found.text.includes('Your actions'), q)
  }
})

rolledBack('anyone can look up the words we use', async (w) => {
  const words = await w.nobody().get('/words')
  assert.equal(words.status, 200)
  assert.ok(words.text.includes('id="belonging"'))
})

// Whom a setting may ask, when a link is gone, and what an address says beside a website.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainHint, programmesFor, proofExpires, whyProofIsGone } from './rules.ts'

const one = (id: string, more: Partial<{ takes: boolean; here: boolean; has_districts: boolean }> = {}) => ({
  ...{ id, name: id, takes: true, here: false, has_districts: true },
  ...more,
})
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)

test('a school asks the programmes of its district, else those without districts; closed doors are not offered', () => {
  const all = [one('here', { here: true }), one('elsewhere'), one('anywhere', { has_districts: false })]
  assert.deepEqual(ids(programmesFor(all, true)), ['here'])
  assert.deepEqual(ids(programmesFor(all.slice(1), true)), ['anywhere'])
  assert.deepEqual(ids(programmesFor([one('here', { here: true, takes: false }), all[2]!], true)), [])
  assert.deepEqual(ids(programmesFor([...all, one('shut', { takes: false })], false)), [
    'here',
    'elsewhere',
    'anywhere',
  ])
})

test('a link is good for three days and once', () => {
  const now = new Date('2026-11-19T09:30:00Z')
  const until = proofExpires(now)
  const at = (ms: number): Date => new Date(until.getTime() + ms)
  assert.equal(whyProofIsGone({ proof_until: until, answered_at: null }, at(-1)), undefined)
  assert.equal(whyProofIsGone({ proof_until: until, answered_at: null }, at(0)), 'settings.request-run-out')
  assert.equal(whyProofIsGone({ proof_until: null, answered_at: null }, now), 'settings.request-proved')
})

test('an address beside a website: the same end, another, or nothing to compare', () => {
  const kind = (email: string, site: string | null): string => domainHint(email, site).kind
  assert.equal(kind('a@larch.wealdshire.sch.uk', 'https://www.larch.wealdshire.sch.uk/contact'), 'same')
  assert.equal(kind('a@staff.larch.wealdshire.sch.uk', 'larch.wealdshire.sch.uk'), 'same')
  assert.equal(kind('a@wealdshire.sch.uk', 'www.larch.wealdshire.sch.uk'), 'different')
  assert.equal(kind('a@evil-larch.wealdshire.sch.uk', 'larch.wealdshire.sch.uk'), 'different')
  assert.equal(kind('a@post.example', null), 'unknown')
  assert.equal(kind('a@post.example', 'no website'), 'unknown')
})

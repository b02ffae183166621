// The order of a home page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arranged, minutesOf } from './rules.ts'

const need = (href: string, order: number, urgent?: string) => ({
  href,
  title: href,
  minutes: 5,
  order,
  ...(urgent ? { urgent } : {}),
})

test('what is urgent comes first, then by order, and each thing stands once', () => {
  const { needs } = arranged({ needs: [need('/b', 2), need('/a', 1), need('/c', 9, 'Due today'), need('/a', 1)] })
  assert.deepEqual(
    needs.map((one) => one.href),
    ['/c', '/a', '/b'],
  )
})

test('changes are the newest six', () => {
  const changes = Array.from({ length: 9 }, (_, i) => ({ words: String(i), at: new Date(i) }))
  assert.deepEqual(
    arranged({ changes }).changes.map((one) => one.words),
    ['8', '7', '6', '5', '4', '3'],
  )
})

test('the heading counts things and minutes over all places', () => {
  const home = { setting_id: '', setting_name: '', roles: [], changes: [], next: [] }
  assert.deepEqual(
    minutesOf([
      { ...home, needs: [need('/a', 1)] },
      { ...home, needs: [need('/b', 1), need('/c', 1)] },
    ]),
    { things: 3, minutes: 15 },
  )
})

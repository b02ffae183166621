// Disclosure control against its attackers, thousands of times: single tables, and several tables of the same people.
import { test } from 'node:test'
import { attackTables, attackTriples, attackWorlds } from './attacks.ts'

test('no small count of thousands of tables up to 4 x 4 can be found', () => {
  attackTables(4, 200, 'whole')
  attackTables(4, 2000, 'parts')
})

test('nor of tables up to 6 x 6', () => {
  attackTables(6, 150, 'parts')
})

test('nor of tables that were made of thousands of small worlds', () => {
  attackWorlds(
    [
      [2, 2, 2],
      [3, 2],
      [2, 2, 2],
    ],
    2000,
  )
})

test('nor of larger worlds, of up to four dimensions', () => {
  attackWorlds(
    [
      [3, 2, 2],
      [2, 3, 2],
      [3, 3],
      [2, 4],
      [2, 2, 3],
      [2, 2, 2, 2],
    ],
    120,
  )
})

test('nor of all three two-way tables of worlds larger still', () => {
  attackTriples(
    [
      [4, 3, 2],
      [3, 3, 3],
      [3, 4, 2],
    ],
    12,
  )
})

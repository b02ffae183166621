// What must happen once happens once, also when two requests come at the same moment: on connections of their own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from 'otpauth'
import { makeHouse } from '../../../app.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { transaction } from '../../../kernel/db.ts'
import { makeCtx, type House } from '../../../kernel/house.ts'
import { codeAt, linkIn, lettersTo, PASSWORD } from '../../../../tests/joining.ts'
import { freshEngine, NOW, testConfig } from '../../../../tests/world.ts'
import { invite } from '../contract.ts'
import { accept, readLink } from '../invitations/service.ts'
import { signIn } from '../sign-in/service.ts'
import { acceptCode } from './service.ts'

const email = 'wren@at-once.example'
const SIX = [0, 1, 2, 3, 4, 5]

const inTransaction = <T>(house: House, f: (ctx: Ctx) => Promise<T>): Promise<T> =>
  transaction(house.engine, { role: 'door' }, (tx) => f(makeCtx(house, tx, undefined, house.clock())))

/** What came of each: the kind of answer, or the code of the problem. */
async function atOnce(deeds: readonly (() => Promise<{ kind: string }>)[]): Promise<string[]> {
  const done = await Promise.allSettled(deeds.map((deed) => deed()))
  return done
    .map((one) => (one.status === 'fulfilled' ? one.value.kind : String((one.reason as { code?: string }).code)))
    .toSorted()
}

async function pendingTokens(house: House): Promise<string[]> {
  const tokens: string[] = []
  for (const _ of SIX) {
    const answer = await inTransaction(house, (ctx) => signIn(ctx, { email, password: PASSWORD }, 'A test', undefined))
    if (answer.kind === 'code') tokens.push(answer.cookie.value)
  }
  return tokens
}

test('a link, and a code from the app, let in one of six requests that come at the same moment', async () => {
  const engine = await freshEngine()
  try {
    const house = await makeHouse(testConfig(), engine, { clock: () => NOW })
    const asked = { name: 'Wren Castle', email, placeName: 'Larchmead Primary School', invitedBy: 'Ruth Adeyemi' }
    const { person_id: person } = await inTransaction(house, (ctx) => invite(ctx, asked))
    const token = linkIn((await lettersTo({ house }, email))[0])
      .split('/')
      .at(-1)!
    const take = (): Promise<{ kind: string }> =>
      inTransaction(house, async (ctx) => {
        const sent = { name: 'Wren Castle', email: '', password: PASSWORD }
        return accept(ctx, await readLink(ctx, token), sent, 'A test', undefined)
      })
    const gone = Array.from({ length: 5 }, () => 'people.invitation-used')
    assert.deepEqual(await atOnce(SIX.map(() => take)), ['open', ...gone].toSorted())

    const key = new Secret({ size: 20 }).base32
    await transaction(engine, { role: 'door' }, (tx) =>
      tx.client.query('update people.accounts set totp_sealed = $1, totp_confirmed_at = $2 where person_id = $3', [
        house.secrets.seal('totp', key, person),
        NOW,
        person,
      ]),
    )
    const tokens = await pendingTokens(house)
    assert.equal(tokens.length, 6)
    const code = codeAt(key, NOW)
    const enter = tokens.map((one) => () => inTransaction(house, (ctx) => acceptCode(ctx, 'app', code, 'A test', one)))
    assert.deepEqual(await atOnce(enter), ['open', ...Array.from({ length: 5 }, () => 'wrong')])
  } finally {
    await engine.close()
  }
})

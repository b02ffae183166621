// To a sign-in provider and back: to sign in, to join by an invitation, to connect an account.
import { anyone, signedIn } from '../../../kernel/access.ts'
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, goTo, post, type GoTo, type Leave, type Route } from '../../../kernel/route.ts'
import type { SignInProvider } from '../../../kernel/sign-in-providers.ts'
import { buttonForm } from '../sign-in/forms.ts'
import type { Purpose } from './errand.ts'
import { goForm, proofForm } from './forms.ts'
import { connectPage, leavePage, stoppedPage } from './pages.ts'
import type { Reached } from './providers.ts'
import { stopFrom } from './rules.ts'
import {
  arrive,
  disconnect,
  finish,
  linkToJoin,
  ownEmployerAccount,
  proofAsked,
  prove,
  providerIn,
  reachProvider,
  setOut,
  stopped,
} from './service.ts'

type Params = Readonly<Record<string, string>>
const loadAccount = (ctx: Ctx, params: Params) => ownEmployerAccount(ctx, params.employer_account!)
const loadLink = (ctx: Ctx, params: Params) => linkToJoin(ctx, params.token!)

type Going = Ctx & { provider: SignInProvider; brought: Reached | undefined }

async function leave(asked: Going, purpose: Purpose): Promise<Leave | GoTo> {
  const { provider, brought: reached } = asked
  if (!reached) return stopped(provider.key, 'unreachable')
  const { to, cookie } = await setOut(asked, reached, purpose)
  return { kind: 'leave', to, page: leavePage(provider, to), cookies: [cookie] }
}

export const employerAccountRoutes: readonly Route[] = [
  post('/sign-in/with/:provider', {
    who: anyone,
    load: { provider: providerIn },
    bring: reachProvider,
    form: goForm,
    act: (asked) => leave(asked, { kind: 'sign-in', back: asked.form.back }),
  }),
  get('/sign-in/with/:provider/return', {
    who: anyone,
    load: { provider: providerIn },
    bring: arrive,
    arrives: true,
    show: (asked) => finish(asked, asked.provider, asked.brought),
  }),
  get('/sign-in/with/:provider/stopped', {
    who: anyone,
    load: { provider: providerIn },
    show: async ({ provider, query, actor }) =>
      stoppedPage({ provider, why: stopFrom(query.why), isIn: actor !== undefined }),
  }),
  post('/invitations/:token/with/:provider', {
    who: anyone,
    load: { provider: providerIn, link: loadLink },
    bring: reachProvider,
    form: buttonForm,
    act: (asked) => leave(asked, { kind: 'join', token: asked.params.token! }),
  }),
  ...connectRoutes(),
]

function connectRoutes(): Route[] {
  return [
    get('/account/employer-accounts/:provider', {
      who: signedIn,
      load: { provider: providerIn },
      show: async (asked) =>
        connectPage({ provider: asked.provider, proof: await proofAsked(asked), mistakes: noMistakes }),
    }),
    post('/account/employer-accounts/:provider', {
      who: signedIn,
      load: { provider: providerIn },
      bring: reachProvider,
      form: proofForm,
      sensitive: true,
      async act(asked) {
        const mistakes = await prove(asked, asked.form.present)
        if (Object.keys(mistakes).length > 0) return again(mistakes, { kept: true })
        const { person_id: person, session_id: session } = actorOf(asked)
        return leave(asked, { kind: 'connect', person, session })
      },
      again: async (asked) =>
        connectPage({ provider: asked.provider, proof: await proofAsked(asked), mistakes: asked.mistakes }),
    }),
    post('/account/employer-accounts/:employer_account/disconnection', {
      who: signedIn,
      load: { account: loadAccount },
      form: buttonForm,
      async act(asked) {
        await disconnect(asked, asked.account)
        return goTo('/account', `Your account at ${asked.account.provider} is disconnected`)
      },
    }),
  ]
}

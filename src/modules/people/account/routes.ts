// Someone's own account.
import { signedIn } from '../../../kernel/access.ts'
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { wordsOfCount } from '../../../view/words.ts'
import { endSession, noCookie } from '../sessions/service.ts'
import { buttonForm } from '../sign-in/forms.ts'
import { nameForm, passwordForm } from './forms.ts'
import { accountPage, namePage, passwordPage } from './pages.ts'
import { changePassword, endOtherSessions, ownAccount, ownSession, rename } from './service.ts'

const loadSession = (ctx: Ctx, params: Readonly<Record<string, string>>) => ownSession(ctx, params.session!)

export const accountRoutes: readonly Route[] = [
  get('/account', {
    who: signedIn,
    async show(asked) {
      const { now, signInProviders: providers } = asked
      return accountPage({ actor: actorOf(asked), own: await ownAccount(asked), providers, now })
    },
  }),
  get('/account/name', {
    who: signedIn,
    show: async (asked) => namePage({ typed: { name: actorOf(asked).name }, mistakes: noMistakes }),
  }),
  post('/account/name', {
    who: signedIn,
    form: nameForm,
    async act(asked) {
      await rename(asked, asked.form.name)
      return goTo('/account', 'Your name is saved')
    },
    again: async ({ typed, mistakes }) => namePage({ typed, mistakes }),
  }),
  get('/account/password', {
    who: signedIn,
    show: async (asked) =>
      passwordPage({ mistakes: noMistakes, has: (await ownAccount(asked)).account.password_hash !== null }),
  }),
  post('/account/password', {
    who: signedIn,
    form: passwordForm,
    sensitive: true,
    async act(asked) {
      const mistakes = await changePassword(asked, asked.form)
      return Object.keys(mistakes).length > 0
        ? again(mistakes, { kept: true })
        : goTo('/account', 'Your password is changed')
    },
    again: async (asked) =>
      passwordPage({ mistakes: asked.mistakes, has: (await ownAccount(asked)).account.password_hash !== null }),
  }),
  post('/account/sessions/:session/ending', {
    who: signedIn,
    load: { session: loadSession },
    form: buttonForm,
    async act(asked) {
      const actor = actorOf(asked)
      await endSession(asked, actor, asked.session)
      if (asked.session.id === actor.session_id)
        return { kind: 'go', to: '/sign-in', flash: 'You are signed out', cookies: [noCookie] }
      return goTo('/account', `You are signed out of ${asked.session.device}`)
    },
  }),
  post('/account/other-sessions/ending', {
    who: signedIn,
    form: buttonForm,
    async act(asked) {
      const ended = await endOtherSessions(asked)
      return goTo(
        '/account',
        ended === 0 ? 'You were signed in here only' : `You are signed out of ${wordsOfCount(ended, 'other device')}`,
      )
    },
  }),
]

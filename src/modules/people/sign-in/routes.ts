// The way in and out. Anyone may come to these: they are where it is found out who someone is.
import { anyone, signedIn } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Asked, type GoTo, type Route } from '../../../kernel/route.ts'
import { wordsOfCount } from '../../../view/words.ts'
import { castAtTheDoor } from '../demo/service.ts'
import { providersShown } from '../employer-accounts/service.ts'
import { acceptCode, isCodeAwaited, type CodeKind } from '../second-step/service.ts'
import { localPath } from '../sessions/rules.ts'
import { noCookie, signOut } from '../sessions/service.ts'
import { buttonForm, codeForm, demoForm, forgottenForm, signInForm } from './forms.ts'
import { codePage, forgottenPage, letterSentPage, recoveryCodePage, signInPage } from './pages.ts'
import { forgotten, signIn, signInToDemo, whereNext } from './service.ts'

const onwards = (back: string): string => `/sign-in/next?back=${encodeURIComponent(localPath(back))}`

async function enterCode(asked: Ctx & Asked & { form: { code: string; back: string } }, kind: CodeKind) {
  const answer = await acceptCode(asked, kind, asked.form.code, asked.device, asked.cookies.session)
  if (answer.kind === 'start-again') return goTo('/sign-in', 'That took a while, so the sign-in ended. Sign in again')
  if (answer.kind === 'wrong') return again({ code: answer.words }, { kept: true })
  const left =
    answer.left === undefined
      ? undefined
      : `You are in. You have ${wordsOfCount(answer.left, 'recovery code')} left: make new ones under your account`
  const go: GoTo = { kind: 'go', to: onwards(asked.form.back), cookies: [answer.cookie] }
  return left === undefined ? go : { ...go, flash: left }
}

export const signInRoutes: readonly Route[] = [
  get('/sign-in', {
    who: anyone,
    bring: providersShown,
    async show(asked) {
      const cast = await castAtTheDoor(asked, asked.loopback)
      if (asked.actor && cast.length === 0) return goTo('/')
      const typed = { back: asked.query.back ?? '', kept: asked.query.kept ?? '' }
      const { brought: providers, actor } = asked
      return signInPage({ typed, mistakes: noMistakes, cast, providers, present: actor?.name })
    },
  }),
  post('/sign-in', {
    who: anyone,
    bring: providersShown,
    form: signInForm,
    sensitive: true,
    async act(asked) {
      const { form } = asked
      const answer = await signIn(asked, form, asked.device, asked.cookies.session)
      // Kept, because a refusal counts although the page is only drawn again.
      if (answer.kind === 'refused') return again({ password: answer.words }, { kept: true })
      const to =
        answer.kind === 'code' ? `/sign-in/code?back=${encodeURIComponent(localPath(form.back))}` : onwards(form.back)
      return { kind: 'go', to, cookies: [answer.cookie] }
    },
    async again(asked) {
      const cast = await castAtTheDoor(asked, asked.loopback)
      const { typed, mistakes, brought: providers, actor } = asked
      return signInPage({ typed, mistakes, cast, providers, present: actor?.name })
    },
  }),
  get('/sign-in/next', {
    who: signedIn,
    show: async (asked) => goTo(await whereNext(asked, asked.query.back)),
  }),
  ...codeRoutes(),
  get('/sign-in/forgotten', { who: anyone, show: async () => forgottenPage({ typed: {}, mistakes: noMistakes }) }),
  post('/sign-in/forgotten', {
    who: anyone,
    form: forgottenForm,
    sensitive: true,
    async act(asked) {
      await forgotten(asked, asked.form.email)
      return letterSentPage()
    },
    again: async ({ typed, mistakes }) => forgottenPage({ typed, mistakes }),
  }),
  post('/sign-in/demo', {
    who: anyone,
    form: demoForm,
    sensitive: true,
    async act(asked) {
      const cookie = await signInToDemo(asked, asked.loopback, asked.form.person, asked.device, asked.cookies.session)
      return { kind: 'go', to: onwards(asked.form.back), cookies: [cookie] }
    },
  }),
  post('/sign-out', {
    who: anyone,
    form: buttonForm,
    async act(asked) {
      await signOut(asked, asked.cookies.session)
      return { kind: 'go', to: '/sign-in', flash: 'You are signed out', cookies: [noCookie] }
    },
  }),
]

function codeRoutes(): Route[] {
  const kinds: readonly [string, CodeKind, typeof codePage][] = [
    ['/sign-in/code', 'app', codePage],
    ['/sign-in/recovery-code', 'recovery', recoveryCodePage],
  ]
  return kinds.flatMap(([path, kind, draw]) => [
    get(path, {
      who: anyone,
      async show(asked) {
        if (!(await isCodeAwaited(asked, asked.cookies.session))) return goTo('/sign-in')
        return draw({ typed: { back: asked.query.back ?? '' }, mistakes: noMistakes })
      },
    }),
    post(path, {
      who: anyone,
      form: codeForm,
      sensitive: true,
      act: (asked) => enterCode(asked, kind),
      again: async ({ typed, mistakes }) => draw({ typed, mistakes }),
    }),
  ])
}

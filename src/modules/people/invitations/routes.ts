// Links in letters.
import { anyone } from '../../../kernel/access.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, post, type Route } from '../../../kernel/route.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { providersShown } from '../employer-accounts/service.ts'
import { acceptForm } from './forms.ts'
import { linkPage } from './pages.ts'
import { accept, readLink } from './service.ts'

const loadLink = (ctx: Ctx, params: Readonly<Record<string, string>>) => readLink(ctx, params.token!)

export const invitationRoutes: readonly Route[] = [
  get('/invitations/:token', {
    who: anyone,
    load: { link: loadLink },
    bring: providersShown,
    show: async ({ link, path, brought: providers }) =>
      linkPage({ link, path, providers, typed: {}, mistakes: noMistakes }),
  }),
  post('/invitations/:token', {
    who: anyone,
    load: { link: loadLink },
    bring: providersShown,
    form: acceptForm,
    sensitive: true,
    async act(asked) {
      const done = await accept(asked, asked.link, asked.form, asked.device, asked.cookies.session)
      if (done.kind === 'mistakes') return again(done.mistakes)
      const [to, flash] =
        done.kind === 'code'
          ? ['/sign-in/code', 'Your password is changed. One more step']
          : ['/sign-in/next', 'Welcome: you are signed in']
      return { kind: 'go', to, flash, cookies: [done.cookie] }
    },
    again: async ({ link, path, brought: providers, typed, mistakes }) =>
      linkPage({ link, path, providers, typed, mistakes }),
  }),
]

// The little of oidc-provider that tests/openid-provider.ts uses: the package brings no types.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  type Claims = Record<string, unknown>
  export class Grant {
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }
  export type Context = { oidc: { session: { accountId: string }; client: { clientId: string } } }
  export class Provider {
    constructor(issuer: string, setup: Record<string, unknown>)
    readonly Grant: new (of: { accountId: string; clientId: string }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
    on(event: string, hear: (...what: unknown[]) => void): void
  }
}

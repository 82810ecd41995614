/** What is used of saml2-js, which comes without types. */
declare module 'saml2-js' {
  export interface ServiceProviderOptions {
    entity_id: string;
    private_key: string;
    certificate: string;
    assert_endpoint: string;
    allow_unencrypted_assertion?: boolean;
    sign_get_request?: boolean;
    audience?: string;
  }
  export interface AssertOptions {
    request_body: { SAMLResponse: string };
    require_session_index?: boolean;
  }
  export interface SamlAnswer {
    user: { name_id?: string };
  }
  export class IdentityProvider {
    constructor(options: { sso_login_url: string; sso_logout_url: string; certificates: string[] });
  }
  export class ServiceProvider {
    constructor(options: ServiceProviderOptions);
    post_assert(
      idp: IdentityProvider,
      options: AssertOptions,
      callback: (error: Error | null, answer: SamlAnswer) => void,
    ): void;
    create_login_request_url(
      idp: IdentityProvider,
      options: object,
      callback: (error: Error | null, url: string, id: string) => void,
    ): void;
  }
}

import Type, { type Static } from 'typebox';

/** The environment of auth. */
export const AuthConfig = Type.Object({
  AUTH_SIGNING_KEY_FILE: Type.String({
    minLength: 1,
    description:
      'File with the private key (PKCS #8, PEM, Ed25519) that signs the tokens; every instance has the same.',
  }),
  AUTH_ACCESS_TOKEN_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 3600,
    default: 300,
    description: 'How long an access token is valid. A change of roles takes this long to reach everybody.',
  }),
  AUTH_REFRESH_TOKEN_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 31_536_000,
    default: 604_800,
    description: 'How long a refresh token is valid; each use begins anew, so a login in use does not end.',
  }),
  AUTH_SWEEP_SECONDS: Type.Number({
    minimum: 0.05,
    default: 60,
    description: 'Pause between two sweeps of ended logins and old counts of failed logins.',
  }),
  AUTH_FIRST_ADMIN_PASSWORD: Type.Optional(
    Type.String({
      minLength: 8,
      description: 'Where there is no user "admin" yet, one is made with this password. @default nobody is made',
    }),
  ),
});
export type AuthConfig = Static<typeof AuthConfig>;

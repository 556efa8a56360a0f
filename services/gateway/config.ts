import Type, { type Static } from 'typebox';

/** Configuration of a gateway. */
export const GatewayConfig = Type.Object({
  GATEWAY_HOST: Type.String({
    default: '127.0.0.1',
    description: 'Address to listen on; a range such as 10.213.1.0/24 is its address in it.',
  }),
  GATEWAY_PORT: Type.Integer({
    default: 7300,
    minimum: 0,
    maximum: 65_535,
    description: 'Port to listen on; 0: a free one.',
  }),
  GATEWAY_PUBLIC_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'How clients reach it. @default the address it listens on' }),
  ),
  GATEWAY_RATE_PER_MINUTE: Type.Integer({
    default: 1200,
    minimum: 1,
    description: 'Requests of one user (or of one address without a token) in a minute.',
  }),
  GATEWAY_LOGINS_PER_MINUTE: Type.Integer({
    default: 120,
    minimum: 1,
    description: 'Logins of one address in a minute; each costs some 20 ms of a processor.',
  }),
  GATEWAY_ORIGINS: Type.String({
    default: '',
    description: 'Origins of other pages that may call the API, separated by spaces.',
  }),
});
export type GatewayConfig = Static<typeof GatewayConfig>;

import { jwtVerify, SignJWT } from 'jose';
import { verifyJwt } from '../kit/identity.ts';

/** Who a ticket lets in, and where. */
export interface TicketClaims {
  readonly sessionId: string;
  readonly user: string;
  readonly client: string;
}

/** How long a ticket is good, in seconds. */
export const ticketSeconds = 600;

const audience = 'berth-relay';

/** Signs and checks tickets with a secret that all relays share. */
export interface Tickets {
  issue(claims: TicketClaims): Promise<string>;
  /** @throws {BerthError} `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  check(ticket: string): Promise<TicketClaims>;
}

export function createTickets(secret: string): Tickets {
  const key = new TextEncoder().encode(secret);
  return {
    async issue({ sessionId, user, client }) {
      return new SignJWT({ sessionId, client })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(audience)
        .setSubject(user)
        .setExpirationTime(`${ticketSeconds}s`)
        .sign(key);
    },
    async check(ticket) {
      const { payload } = await verifyJwt(() => jwtVerify(ticket, key, { audience, algorithms: ['HS256'] }));
      return {
        sessionId: String(payload['sessionId']),
        client: String(payload['client']),
        user: payload.sub ?? '',
      };
    },
  };
}

import Type from 'typebox';
import { defineContract, method } from '../kit/contract.ts';

/** Where clients connect to a relay, on its host. */
export const relayStreamPath = '/v1/relay/stream';

/** Carries messages between the clients of a session and its workers; keeps nothing itself. */
export const relayContract = defineContract('relay', {
  issueTicket: method({
    summary: 'A ticket with which a client opens the WebSocket of a session',
    request: Type.Object(
      {
        sessionId: Type.String(),
        user: Type.String(),
        client: Type.String({ pattern: '^[A-Za-z0-9-]{8,64}$' }),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({ ticket: Type.String(), expiresInSeconds: Type.Integer() }),
    repetition: 'safe',
    callers: ['gateway'],
  }),
});

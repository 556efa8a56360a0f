import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Measures the calls that a host answers. */
export interface CallMetrics {
  /** A call begins; the returned function ends it with `ok` or an error's code. */
  begin(service: string, method: string): (outcome: string) => void;
}

/** `berth_calls_total`, `berth_calls_in_flight` and `berth_call_duration_seconds`, by service and method. */
export function createCallMetrics(registry: Registry): CallMetrics {
  const total = new Counter({
    name: 'berth_calls_total',
    help: 'Calls answered, by outcome (ok or the code of the error)',
    labelNames: ['service', 'method', 'outcome'],
    registers: [registry],
  });
  const inFlight = new Gauge({
    name: 'berth_calls_in_flight',
    help: 'Calls being answered',
    labelNames: ['service', 'method'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'berth_call_duration_seconds',
    help: 'Time to answer a call; calls that wait for a change are in it',
    labelNames: ['service', 'method'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
    registers: [registry],
  });
  return {
    begin(service, method) {
      const labels = { service, method };
      inFlight.inc(labels);
      const end = duration.startTimer(labels);
      return (outcome) => {
        end();
        inFlight.dec(labels);
        total.inc({ ...labels, outcome });
      };
    },
  };
}

import type { PodSecurityContext, SecurityContext } from '../kubernetes/types.ts';
import type { Target } from '../model/target.ts';

/** The user of distroless and of Berth's own images. */
export const nonRootUser = 65_532;

/**
 * A Linux pod at the `restricted` level. OpenShift gives each namespace a range of users and refuses others: there the
 * numbers are left out.
 * @param user numeric user and group of the image @default 65532
 */
export function restrictedPod(target: Pick<Target, 'flavour'>, user = nonRootUser): PodSecurityContext {
  const identity = target.flavour === 'openshift' ? {} : { runAsUser: user, runAsGroup: user, fsGroup: user };
  return {
    runAsNonRoot: true,
    ...identity,
    ...(target.flavour !== 'openshift' && { fsGroupChangePolicy: 'OnRootMismatch' as const }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** A Linux container at the `restricted` level, whose image cannot be written to. */
export function restrictedContainer({ writableRoot = false } = {}): SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: !writableRoot,
  };
}

/** A Windows pod: of the fields of Linux none may be there, not even as `false`. */
export function windowsPod(): PodSecurityContext {
  return { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } };
}

import Type from 'typebox';

const dnsLabel = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
const dnsName = `${dnsLabel}(\\.${dnsLabel})*`;
const hostName = '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*';
/** 1 to 65535 */
const port = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';

/** A namespace of the cluster. */
export const NamespaceName = Type.String({
  pattern: `^${dnsLabel}$`,
  maxLength: 63,
  description: 'a namespace such as "monitoring": lower-case letters, digits and "-"',
});

/** An object of the cluster that others have made, such as a class or an issuer. */
export const ObjectName = Type.String({
  pattern: `^${dnsName}$`,
  maxLength: 253,
  description: 'a name such as "letsencrypt": lower-case letters, digits, "-" and "."',
});

/** A storage class of the cluster. */
export const StorageClassName = Type.String({
  pattern: `^${dnsName}$`,
  maxLength: 253,
  description: 'a storage class such as "fast": lower-case letters, digits, "-" and "."',
});

/** A kind of objects. */
export const KindName = Type.String({ pattern: '^[A-Z][A-Za-z0-9]*$', description: 'a kind such as "Deployment"' });

/** A host name, or an IPv4 address. */
export const Host = Type.String({
  pattern: `^${hostName}$`,
  maxLength: 253,
  description: 'a host such as "logs.example.org"',
});

/** A member of a MongoDB that is there already. */
export const MongoDbHost = Type.String({
  pattern: `^${hostName}:${port}$`,
  description:
    'host:port such as "db.example.org:27017"; the URI, with its password, belongs in the Secret mongodb-uri',
});

/** Where a store of buckets is. */
export const Endpoint = Type.String({
  pattern: `^https://${hostName}(:${port})?/?$`,
  description: 'an address such as "https://s3.example.org", without user, password and path',
});

/** The key of a label or a taint. */
export const LabelKey = Type.String({
  pattern: `^(${dnsName}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$`,
  description: 'the key of a label such as "lab.example.org/zone"',
});

/** The value of a label or a taint; it may be empty. */
export const LabelValue = Type.String({
  pattern: '^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$',
  description: 'the value of a label: up to 63 letters, digits, "-", "_" and "."',
});

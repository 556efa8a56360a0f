// Written by `npm run schema` (tools/kubernetes-schema.ts) from the APIs' own documents: do not edit.

/** An amount such as `500m`, `2Gi` or 3. */
export type Quantity = string | number;

/** A number, or the name or percentage that stands for one. */
export type IntOrString = number | string;

/** An object where it stands inside another one, which says its kind. */
export type Embedded<T> = Omit<T, 'apiVersion' | 'kind' | 'metadata'> & { readonly metadata?: ObjectMeta };

/** Any object of the kinds that Berth writes. */
export type KnownObject =
  | AKSNodeClass
  | Certificate
  | ClusterIssuer
  | ClusterRole
  | ClusterRoleBinding
  | ClusterSecretStore
  | ConfigMap
  | ContainerNodePool
  | CronJob
  | CustomResourceDefinition
  | DaemonSet
  | Deployment
  | DeviceClass
  | EC2NodeClass
  | ExternalSecret
  | GCPBackendPolicy
  | Gateway
  | GatewayClass
  | HTTPRoute
  | HealthCheckPolicy
  | HorizontalPodAutoscaler
  | Ingress
  | IngressClass
  | Issuer
  | Job
  | Lease
  | LimitRange
  | MachineAutoscaler
  | MachineDeployment
  | MachineSet
  | Namespace
  | NetworkPolicy
  | Node
  | NodeFeatureRule
  | NodeOverlay
  | NodePool
  | PersistentVolume
  | PersistentVolumeClaim
  | Pod
  | PodDisruptionBudget
  | PodMonitor
  | PriorityClass
  | PrometheusRule
  | ResourceClaim
  | ResourceClaimTemplate
  | ResourceQuota
  | ResourceSlice
  | Role
  | RoleBinding
  | Route
  | RuntimeClass
  | Secret
  | SecretStore
  | Service
  | ServiceAccount
  | ServiceMonitor
  | StatefulSet
  | StorageClass
  | ValidatingAdmissionPolicy
  | ValidatingAdmissionPolicyBinding;

/** What Karpenter makes a virtual machine of AKS from. */
export interface AKSNodeClass {
  readonly apiVersion: 'karpenter.azure.com/v1beta1';
  readonly kind: 'AKSNodeClass';
  readonly metadata: ObjectMeta;
  readonly spec?: AKSNodeClassSpec;
}

export interface AKSNodeClassSpec {
  readonly artifactStreaming?: AKSNodeClassSpecArtifactStreaming;
  readonly fipsMode?: 'Disabled' | 'FIPS';
  readonly gpu?: AKSNodeClassSpecGpu;
  readonly imageFamily?: 'AzureLinux' | 'Ubuntu' | 'Ubuntu2204' | 'Ubuntu2404';
  readonly kubelet?: AKSNodeClassSpecKubelet;
  readonly linuxOSConfig?: AKSNodeClassSpecLinuxOSConfig;
  readonly maxPods?: number;
  readonly osDiskSizeGB?: number;
  readonly security?: AKSNodeClassSpecSecurity;
  readonly tags?: Readonly<Record<string, string>>;
  readonly vnetSubnetID?: string;
}

export interface AKSNodeClassSpecArtifactStreaming {
  readonly enabled?: boolean;
}

export interface AKSNodeClassSpecGpu {
  /** Who installs the driver, Driver for AKS, None for a GPU operator. */
  readonly mode?: 'Driver' | 'None';
}

export interface AKSNodeClassSpecKubelet {
  readonly allowedUnsafeSysctls?: readonly string[];
  readonly containerLogMaxFiles?: number;
  readonly containerLogMaxSize?: string;
  readonly cpuCFSQuota?: boolean;
  readonly cpuCFSQuotaPeriod?: string;
  readonly cpuManagerPolicy?: 'none' | 'static';
  readonly failSwapOn?: boolean;
  readonly imageGCHighThresholdPercent?: number;
  readonly imageGCLowThresholdPercent?: number;
  readonly podPidsLimit?: number;
  readonly topologyManagerPolicy?: 'best-effort' | 'none' | 'restricted' | 'single-numa-node';
}

export interface AKSNodeClassSpecLinuxOSConfig {
  readonly swapFileSize?: string;
  readonly transparentHugePageDefrag?: 'always' | 'defer' | 'defer+madvise' | 'madvise' | 'never';
  readonly transparentHugePageEnabled?: 'always' | 'madvise' | 'never';
}

export interface AKSNodeClassSpecSecurity {
  readonly encryptionAtHost?: boolean;
}

/** Represents a Persistent Disk resource in AWS. */
export interface AWSElasticBlockStoreVolumeSource {
  /** fsType is the filesystem type of the volume that you want to mount. */
  readonly fsType?: string;
  /** partition is the partition in the volume that you want to mount. */
  readonly partition?: number;
  /** readOnly value true will force the readOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
  /** volumeID is unique ID of the persistent disk resource in AWS (Amazon EBS volume). */
  readonly volumeID: string;
}

/** Affinity is a group of affinity scheduling rules. */
export interface Affinity {
  /** Describes node affinity scheduling rules for the pod. */
  readonly nodeAffinity?: NodeAffinity;
  /** Describes pod affinity scheduling rules (e.g. co-locate this pod in the same node, zone, etc. as some other pod(s)). */
  readonly podAffinity?: PodAffinity;
  /** Describes pod anti-affinity scheduling rules (e.g. avoid putting this pod in the same node, zone, etc. as some other pod(s)). */
  readonly podAntiAffinity?: PodAntiAffinity;
}

/** AggregationRule describes how to locate ClusterRoles to aggregate into the ClusterRole */
export interface AggregationRule {
  /** ClusterRoleSelectors holds a list of selectors which will be used to find ClusterRoles and create the rules. */
  readonly clusterRoleSelectors?: readonly LabelSelector[];
}

/** AppArmorProfile defines a pod or container's AppArmor settings. */
export interface AppArmorProfile {
  /** localhostProfile indicates a profile loaded on the node that should be used. */
  readonly localhostProfile?: string;
  /** type indicates which kind of AppArmor profile will be applied. */
  readonly type: 'Localhost' | 'RuntimeDefault' | 'Unconfined';
}

/** AuditAnnotation describes how to produce an audit annotation for an API request. */
export interface AuditAnnotation {
  /** key specifies the audit annotation key. */
  readonly key: string;
  /** valueExpression represents the expression which is evaluated by CEL to produce an audit annotation value. */
  readonly valueExpression: string;
}

/** AzureDisk represents an Azure Data Disk mount on the host and bind mount to the pod. */
export interface AzureDiskVolumeSource {
  /** cachingMode is the Host Caching mode: None, Read Only, Read Write. */
  readonly cachingMode?: 'None' | 'ReadOnly' | 'ReadWrite';
  /** diskName is the Name of the data disk in the blob storage */
  readonly diskName: string;
  /** diskURI is the URI of data disk in the blob storage */
  readonly diskURI: string;
  /** fsType is Filesystem type to mount. */
  readonly fsType?: string;
  /** kind expected values are Shared: multiple blob disks per storage account Dedicated: single blob disk per storage account Managed: azure managed data disk … */
  readonly kind?: 'Dedicated' | 'Managed' | 'Shared';
  /** readOnly Defaults to false (read/write). */
  readonly readOnly?: boolean;
}

/** AzureFile represents an Azure File Service mount on the host and bind mount to the pod. */
export interface AzureFilePersistentVolumeSource {
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretName is the name of secret that contains Azure Storage Account Name and Key */
  readonly secretName: string;
  /** secretNamespace is the namespace of the secret that contains Azure Storage Account Name and Key default is the same as the Pod */
  readonly secretNamespace?: string;
  /** shareName is the azure Share Name */
  readonly shareName: string;
}

/** AzureFile represents an Azure File Service mount on the host and bind mount to the pod. */
export interface AzureFileVolumeSource {
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretName is the name of secret that contains Azure Storage Account Name and Key */
  readonly secretName: string;
  /** shareName is the azure share Name */
  readonly shareName: string;
}

/** CELDeviceSelector contains a CEL expression for selecting a device. */
export interface CELDeviceSelector {
  /** Expression is a CEL expression which evaluates a single device. */
  readonly expression: string;
}

/** Represents storage that is managed by an external CSI volume driver */
export interface CSIPersistentVolumeSource {
  /** controllerExpandSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI … */
  readonly controllerExpandSecretRef?: SecretReference;
  /** controllerPublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI … */
  readonly controllerPublishSecretRef?: SecretReference;
  /** driver is the name of the driver to use for this volume. */
  readonly driver: string;
  /** fsType to mount. */
  readonly fsType?: string;
  /** nodeExpandSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodeExpandVolume call. */
  readonly nodeExpandSecretRef?: SecretReference;
  /** nodePublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodePublishVolume … */
  readonly nodePublishSecretRef?: SecretReference;
  /** nodeStageSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodeStageVolume and … */
  readonly nodeStageSecretRef?: SecretReference;
  /** readOnly value to pass to ControllerPublishVolumeRequest. */
  readonly readOnly?: boolean;
  /** volumeAttributes of the volume to publish. */
  readonly volumeAttributes?: Readonly<Record<string, string>>;
  /** volumeHandle is the unique volume name returned by the CSI volume plugin’s CreateVolume to refer to the volume on all subsequent calls. */
  readonly volumeHandle: string;
}

/** Represents a source location of a volume to mount, managed by an external CSI driver */
export interface CSIVolumeSource {
  /** driver is the name of the CSI driver that handles this volume. */
  readonly driver: string;
  /** fsType to mount. */
  readonly fsType?: string;
  /** nodePublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodePublishVolume … */
  readonly nodePublishSecretRef?: LocalObjectReference;
  /** readOnly specifies a read-only configuration for the volume. */
  readonly readOnly?: boolean;
  /** volumeAttributes stores driver-specific properties that are passed to the CSI driver. */
  readonly volumeAttributes?: Readonly<Record<string, string>>;
}

/** Adds and removes POSIX capabilities from running containers. */
export interface Capabilities {
  /** Added capabilities */
  readonly add?: readonly string[];
  /** Removed capabilities */
  readonly drop?: readonly string[];
}

/** CapacityRequestPolicy defines how requests consume device capacity. */
export interface CapacityRequestPolicy {
  /** Default specifies how much of this capacity is consumed by a request that does not contain an entry for it in DeviceRequest's Capacity. */
  readonly default?: Quantity;
  /** ValidRange defines an acceptable quantity value range in consuming requests. */
  readonly validRange?: CapacityRequestPolicyRange;
  /** ValidValues defines a set of acceptable quantity values in consuming requests. */
  readonly validValues?: readonly Quantity[];
}

/** CapacityRequestPolicyRange defines a valid range for consumable capacity values. */
export interface CapacityRequestPolicyRange {
  /** Max defines the upper limit for capacity that can be requested. */
  readonly max?: Quantity;
  /** Min specifies the minimum capacity allowed for a consumption request. */
  readonly min: Quantity;
  /** Step defines the step size between valid capacity amounts within the range. */
  readonly step?: Quantity;
}

/** CapacityRequirements defines the capacity requirements for a specific device request. */
export interface CapacityRequirements {
  /** Requests represent individual device resource requests for distinct resources, all of which must be provided by the device. */
  readonly requests?: Readonly<Record<string, Quantity>>;
}

/** Represents a Ceph Filesystem mount that lasts the lifetime of a pod Cephfs volumes do not support ownership management or SELinux relabeling. */
export interface CephFSPersistentVolumeSource {
  /** monitors is Required: Monitors is a collection of Ceph monitors More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it */
  readonly monitors: readonly string[];
  /** path is Optional: Used as the mounted root, rather than the full Ceph tree, default is / */
  readonly path?: string;
  /** readOnly is Optional: Defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretFile is Optional: SecretFile is the path to key ring for User, default is /etc/ceph/user.secret More info: … */
  readonly secretFile?: string;
  /** secretRef is Optional: SecretRef is reference to the authentication secret for User, default is empty. */
  readonly secretRef?: SecretReference;
  /** user is Optional: User is the rados user name, default is admin More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it */
  readonly user?: string;
}

/** Represents a Ceph Filesystem mount that lasts the lifetime of a pod Cephfs volumes do not support ownership management or SELinux relabeling. */
export interface CephFSVolumeSource {
  /** monitors is Required: Monitors is a collection of Ceph monitors More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it */
  readonly monitors: readonly string[];
  /** path is Optional: Used as the mounted root, rather than the full Ceph tree, default is / */
  readonly path?: string;
  /** readOnly is Optional: Defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretFile is Optional: SecretFile is the path to key ring for User, default is /etc/ceph/user.secret More info: … */
  readonly secretFile?: string;
  /** secretRef is Optional: SecretRef is reference to the authentication secret for User, default is empty. */
  readonly secretRef?: LocalObjectReference;
  /** user is optional: User is the rados user name, default is admin More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it */
  readonly user?: string;
}

/** A Certificate resource should be created to ensure an up to date and signed X.509 certificate is stored in the Kubernetes Secret resource named in … */
export interface Certificate {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Certificate';
  readonly metadata: ObjectMeta;
  /** Specification of the desired state of the Certificate resource. … */
  readonly spec?: CertificateSpec;
}

/** Specification of the desired state of the Certificate resource. … */
export interface CertificateSpec {
  /** Defines extra output formats of the private key and signed certificate chain to be written to this Certificate's target Secret. */
  readonly additionalOutputFormats?: readonly CertificateSpecAdditionalOutputFormats[];
  /** Requested common name X509 certificate subject attribute. */
  readonly commonName?: string;
  /** Requested DNS subject alternative names. */
  readonly dnsNames?: readonly string[];
  /** Requested 'duration' (i.e. lifetime) of the Certificate. */
  readonly duration?: string;
  /** Requested email subject alternative names. */
  readonly emailAddresses?: readonly string[];
  /** Whether the KeyUsage and ExtKeyUsage extensions should be set in the encoded CSR. */
  readonly encodeUsagesInRequest?: boolean;
  /** Requested IP address subject alternative names. */
  readonly ipAddresses?: readonly string[];
  /** Requested basic constraints isCA value. */
  readonly isCA?: boolean;
  /** Reference to the issuer responsible for issuing the certificate. */
  readonly issuerRef: CertificateSpecIssuerRef;
  /** Additional keystore output formats to be stored in the Certificate's Secret. */
  readonly keystores?: CertificateSpecKeystores;
  /** Requested X.509 certificate subject, represented using the LDAP "String Representation of a Distinguished Name" [1]. */
  readonly literalSubject?: string;
  /** x.509 certificate NameConstraint extension which MUST NOT be used in a non-CA certificate. */
  readonly nameConstraints?: CertificateSpecNameConstraints;
  /** `otherNames` is an escape hatch for SAN that allows any type. */
  readonly otherNames?: readonly CertificateSpecOtherNames[];
  /** Private key options. */
  readonly privateKey?: CertificateSpecPrivateKey;
  /** How long before the currently issued certificate's expiry cert-manager should renew the certificate. */
  readonly renewBefore?: string;
  /** `renewBeforePercentage` is like `renewBefore`, except it is a relative percentage rather than an absolute duration. */
  readonly renewBeforePercentage?: number;
  /** `renewal` allows configuration of how your certificate is renewed. */
  readonly renewal?: CertificateSpecRenewal;
  /** The maximum number of CertificateRequest revisions that are maintained in the Certificate's history. */
  readonly revisionHistoryLimit?: number;
  /** Name of the Secret resource that will be automatically created and managed by this Certificate resource. */
  readonly secretName: string;
  /** Defines annotations and labels to be copied to the Certificate's Secret. */
  readonly secretTemplate?: CertificateSpecSecretTemplate;
  /** Signature algorithm to use. */
  readonly signatureAlgorithm?: 'ECDSAWithSHA256' | 'ECDSAWithSHA384' | 'ECDSAWithSHA512' | 'PureEd25519' | 'SHA256WithRSA' | 'SHA384WithRSA' | 'SHA512WithRSA';
  /** Requested set of X509 certificate subject attributes. */
  readonly subject?: CertificateSpecSubject;
  /** Requested URI subject alternative names. */
  readonly uris?: readonly string[];
  /** Requested key usages and extended key usages. */
  readonly usages?: readonly ('any' | 'cert sign' | 'client auth' | 'code signing' | 'content commitment' | 'crl sign' | 'data encipherment' | 'decipher only' | 'digital signature' | 'email protection' | 'encipher only' | 'ipsec end system' | 'ipsec tunnel' | 'ipsec user' | 'key agreement' | 'key encipherment' | 'microsoft sgc' | 'netscape sgc' | 'ocsp signing' | 's/mime' | 'server auth' | 'signing' | 'timestamping')[];
}

/** CertificateAdditionalOutputFormat defines an additional output format of a Certificate resource. */
export interface CertificateSpecAdditionalOutputFormats {
  /** Type is the name of the format type that should be written to the Certificate's target Secret. */
  readonly type: 'CombinedPEM' | 'DER';
}

/** Reference to the issuer responsible for issuing the certificate. */
export interface CertificateSpecIssuerRef {
  /** Group of the issuer being referred to. */
  readonly group?: string;
  /** Kind of the issuer being referred to. */
  readonly kind?: string;
  /** Name of the issuer being referred to. */
  readonly name: string;
}

/** Additional keystore output formats to be stored in the Certificate's Secret. */
export interface CertificateSpecKeystores {
  /** JKS configures options for storing a JKS keystore in the `spec.secretName` Secret resource. */
  readonly jks?: CertificateSpecKeystoresJks;
  /** PKCS12 configures options for storing a PKCS12 keystore in the `spec.secretName` Secret resource. */
  readonly pkcs12?: CertificateSpecKeystoresPkcs12;
}

/** JKS configures options for storing a JKS keystore in the `spec.secretName` Secret resource. */
export interface CertificateSpecKeystoresJks {
  /** Alias specifies the alias of the key in the keystore, required by the JKS format. */
  readonly alias?: string;
  /** Create enables JKS keystore creation for the Certificate. */
  readonly create: boolean;
  /** Password provides a literal password used to encrypt the JKS keystore. */
  readonly password?: string;
  /** PasswordSecretRef is a reference to a non-empty key in a Secret resource containing the password used to encrypt the JKS keystore. */
  readonly passwordSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** PasswordSecretRef is a reference to a non-empty key in a Secret resource containing the password used to encrypt the JKS keystore. */
export interface CertificateSpecKeystoresJksPasswordSecretRef {
  /** The key of the entry in the Secret resource's `data` field to be used. */
  readonly key?: string;
  /** Name of the resource being referred to. */
  readonly name: string;
}

/** PKCS12 configures options for storing a PKCS12 keystore in the `spec.secretName` Secret resource. */
export interface CertificateSpecKeystoresPkcs12 {
  /** Create enables PKCS12 keystore creation for the Certificate. */
  readonly create: boolean;
  /** Password provides a literal password used to encrypt the PKCS#12 keystore. */
  readonly password?: string;
  /** PasswordSecretRef is a reference to a non-empty key in a Secret resource containing the password used to encrypt the PKCS#12 keystore. */
  readonly passwordSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Profile specifies the key and certificate encryption algorithms and the HMAC algorithm used to create the PKCS12 keystore. */
  readonly profile?: 'LegacyDES' | 'LegacyRC2' | 'Modern2023' | 'Modern2026';
}

/** x.509 certificate NameConstraint extension which MUST NOT be used in a non-CA certificate. */
export interface CertificateSpecNameConstraints {
  /** if true then the name constraints are marked critical. */
  readonly critical?: boolean;
  /** Excluded contains the constraints which must be disallowed. */
  readonly excluded?: CertificateSpecNameConstraintsExcluded;
  /** Permitted contains the constraints in which the names must be located. */
  readonly permitted?: CertificateSpecNameConstraintsExcluded;
}

/** Excluded contains the constraints which must be disallowed. */
export interface CertificateSpecNameConstraintsExcluded {
  /** DNSDomains is a list of DNS domains that are permitted or excluded. */
  readonly dnsDomains?: readonly string[];
  /** EmailAddresses is a list of Email Addresses that are permitted or excluded. */
  readonly emailAddresses?: readonly string[];
  /** IPRanges is a list of IP Ranges that are permitted or excluded. */
  readonly ipRanges?: readonly string[];
  /** URIDomains is a list of URI domains that are permitted or excluded. */
  readonly uriDomains?: readonly string[];
}

export interface CertificateSpecOtherNames {
  /** OID is the object identifier for the otherName SAN. */
  readonly oid?: string;
  /** utf8Value is the string value of the otherName SAN. */
  readonly utf8Value?: string;
}

/** Private key options. */
export interface CertificateSpecPrivateKey {
  /** Algorithm is the private key algorithm of the corresponding private key for this certificate. */
  readonly algorithm?: 'ECDSA' | 'Ed25519' | 'RSA';
  /** The private key cryptography standards (PKCS) encoding for this certificate's private key to be encoded in. */
  readonly encoding?: 'PKCS1' | 'PKCS8';
  /** RotationPolicy controls how private keys should be regenerated when a re-issuance is being processed. */
  readonly rotationPolicy?: 'Always' | 'Never';
  /** Size is the key bit size of the corresponding private key for this certificate. */
  readonly size?: number;
}

/** `renewal` allows configuration of how your certificate is renewed. */
export interface CertificateSpecRenewal {
  /** `policy` must be one of `Disabled`, `RenewBefore`. */
  readonly policy?: 'Disabled' | 'RenewBefore';
  /** `windows` mentions the behavior of when the renewal must happen. */
  readonly windows?: readonly CertificateSpecRenewalWindows[];
}

/** CertificateRenewalWindows is the definition for renewal windows */
export interface CertificateSpecRenewalWindows {
  /** `cron` is a cron compliant string to allow when the renewal should be allowed. */
  readonly cron: string;
  /** `timezone` is IANA compliant timezone. */
  readonly timezone?: string;
  /** `windowDuration` is how long the cron definition is active for. */
  readonly windowDuration: string;
}

/** Defines annotations and labels to be copied to the Certificate's Secret. */
export interface CertificateSpecSecretTemplate {
  /** Annotations is a key value map to be copied to the target Kubernetes Secret. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Labels is a key value map to be copied to the target Kubernetes Secret. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Requested set of X509 certificate subject attributes. */
export interface CertificateSpecSubject {
  /** Countries to be used on the Certificate. */
  readonly countries?: readonly string[];
  /** Cities to be used on the Certificate. */
  readonly localities?: readonly string[];
  /** Organizational Units to be used on the Certificate. */
  readonly organizationalUnits?: readonly string[];
  /** Organizations to be used on the Certificate. */
  readonly organizations?: readonly string[];
  /** Postal codes to be used on the Certificate. */
  readonly postalCodes?: readonly string[];
  /** State/Provinces to be used on the Certificate. */
  readonly provinces?: readonly string[];
  /** Serial number to be used on the Certificate. */
  readonly serialNumber?: string;
  /** Street addresses to be used on the Certificate. */
  readonly streetAddresses?: readonly string[];
}

/** Represents a cinder volume resource in Openstack. */
export interface CinderPersistentVolumeSource {
  /** fsType Filesystem type to mount. */
  readonly fsType?: string;
  /** readOnly is Optional: Defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef is Optional: points to a secret object containing parameters used to connect to OpenStack. */
  readonly secretRef?: SecretReference;
  /** volumeID used to identify the volume in cinder. */
  readonly volumeID: string;
}

/** Represents a cinder volume resource in Openstack. */
export interface CinderVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef is optional: points to a secret object containing parameters used to connect to OpenStack. */
  readonly secretRef?: LocalObjectReference;
  /** volumeID used to identify the volume in cinder. */
  readonly volumeID: string;
}

/** ClientIPConfig represents the configurations of Client IP based session affinity. */
export interface ClientIPConfig {
  /** timeoutSeconds specifies the seconds of ClientIP type session sticky time. */
  readonly timeoutSeconds?: number;
}

/** A ClusterIssuer represents a certificate issuing authority which can be referenced as part of `issuerRef` fields. */
export interface ClusterIssuer {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'ClusterIssuer';
  readonly metadata: ObjectMeta;
  /** Desired state of the ClusterIssuer resource. */
  readonly spec: IssuerSpec;
}

/** ClusterRole is a cluster level, logical grouping of PolicyRules that can be referenced as a unit by a RoleBinding or ClusterRoleBinding. */
export interface ClusterRole {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  /** AggregationRule is an optional field that describes how to build the Rules for this ClusterRole. */
  readonly aggregationRule?: AggregationRule;
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Rules holds all the PolicyRules for this ClusterRole */
  readonly rules?: readonly PolicyRule[];
}

/** ClusterRoleBinding references a ClusterRole, but not contain it. */
export interface ClusterRoleBinding {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRoleBinding';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** RoleRef can only reference a ClusterRole in the global namespace. */
  readonly roleRef: RoleRef;
  /** Subjects holds references to the objects the role applies to. */
  readonly subjects?: readonly Subject[];
}

/** ClusterSecretStore represents a secure external location for storing secrets, which can be referenced as part of `storeRef` fields. */
export interface ClusterSecretStore {
  readonly apiVersion: 'external-secrets.io/v1';
  readonly kind: 'ClusterSecretStore';
  readonly metadata: ObjectMeta;
  /** SecretStoreSpec defines the desired state of SecretStore. */
  readonly spec?: SecretStoreSpec;
}

/** ClusterTrustBundleProjection describes how to select a set of ClusterTrustBundle objects and project their contents into the pod filesystem. */
export interface ClusterTrustBundleProjection {
  /** Select all ClusterTrustBundles that match this label selector. */
  readonly labelSelector?: LabelSelector;
  /** Select a single ClusterTrustBundle by object name. */
  readonly name?: string;
  /** If true, don't block pod startup if the referenced ClusterTrustBundle(s) aren't available. */
  readonly optional?: boolean;
  /** Relative path from the volume root to write the bundle. */
  readonly path: string;
  /** Select all ClusterTrustBundles that match this signer name. */
  readonly signerName?: string;
}

/** ConfigMap holds configuration data for pods to consume. */
export interface ConfigMap {
  readonly apiVersion: 'v1';
  readonly kind: 'ConfigMap';
  /** BinaryData contains the binary data. */
  readonly binaryData?: Readonly<Record<string, string>>;
  /** Data contains the configuration data. */
  readonly data?: Readonly<Record<string, string>>;
  /** Immutable, if set to true, ensures that data stored in the ConfigMap cannot be updated (only object metadata can be modified). */
  readonly immutable?: boolean;
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
}

/** ConfigMapEnvSource selects a ConfigMap to populate the environment variables with. */
export interface ConfigMapEnvSource {
  /** Name of the referent. */
  readonly name?: string;
  /** Specify whether the ConfigMap must be defined */
  readonly optional?: boolean;
}

/** Selects a key from a ConfigMap. */
export interface ConfigMapKeySelector {
  /** The key to select. */
  readonly key: string;
  /** Name of the referent. */
  readonly name?: string;
  /** Specify whether the ConfigMap or its key must be defined */
  readonly optional?: boolean;
}

/** ConfigMapNodeConfigSource contains the information to reference a ConfigMap as a config source for the Node. */
export interface ConfigMapNodeConfigSource {
  /** KubeletConfigKey declares which key of the referenced ConfigMap corresponds to the KubeletConfiguration structure This field is required in all cases. */
  readonly kubeletConfigKey: string;
  /** Name is the metadata.name of the referenced ConfigMap. */
  readonly name: string;
  /** Namespace is the metadata.namespace of the referenced ConfigMap. */
  readonly namespace: string;
  /** ResourceVersion is the metadata.ResourceVersion of the referenced ConfigMap. */
  readonly resourceVersion?: string;
  /** UID is the metadata.UID of the referenced ConfigMap. */
  readonly uid?: string;
}

/** Adapts a ConfigMap into a projected volume. */
export interface ConfigMapProjection {
  /** items if unspecified, each key-value pair in the Data field of the referenced ConfigMap will be projected into the volume as a file whose name is the key … */
  readonly items?: readonly KeyToPath[];
  /** Name of the referent. */
  readonly name?: string;
  /** optional specify whether the ConfigMap or its keys must be defined */
  readonly optional?: boolean;
}

/** Adapts a ConfigMap into a volume. */
export interface ConfigMapVolumeSource {
  /** defaultMode is optional: mode bits used to set permissions on created files by default. */
  readonly defaultMode?: number;
  /** items if unspecified, each key-value pair in the Data field of the referenced ConfigMap will be projected into the volume as a file whose name is the key … */
  readonly items?: readonly KeyToPath[];
  /** Name of the referent. */
  readonly name?: string;
  /** optional specify whether the ConfigMap or its keys must be defined */
  readonly optional?: boolean;
}

/** A single application container that you want to run within a pod. */
export interface Container {
  /** Arguments to the entrypoint. */
  readonly args?: readonly string[];
  /** Entrypoint array. */
  readonly command?: readonly string[];
  /** List of environment variables to set in the container. */
  readonly env?: readonly EnvVar[];
  /** List of sources to populate environment variables in the container. */
  readonly envFrom?: readonly EnvFromSource[];
  /** Container image name. */
  readonly image?: string;
  /** Image pull policy. */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Actions that the management system should take in response to container lifecycle events. */
  readonly lifecycle?: Lifecycle;
  /** Periodic probe of container liveness. */
  readonly livenessProbe?: Probe;
  /** Name of the container specified as a DNS_LABEL. */
  readonly name: string;
  /** List of ports to expose from the container. */
  readonly ports?: readonly ContainerPort[];
  /** Periodic probe of container service readiness. */
  readonly readinessProbe?: Probe;
  /** Resources resize policy for the container. */
  readonly resizePolicy?: readonly ContainerResizePolicy[];
  /** Compute Resources required by this container. */
  readonly resources?: ResourceRequirements;
  /** RestartPolicy defines the restart behavior of individual containers in a pod. */
  readonly restartPolicy?: string;
  /** Represents a list of rules to be checked to determine if the container should be restarted on exit. */
  readonly restartPolicyRules?: readonly ContainerRestartRule[];
  /** SecurityContext defines the security options the container should be run with. */
  readonly securityContext?: SecurityContext;
  /** StartupProbe indicates that the Pod has successfully initialized. */
  readonly startupProbe?: Probe;
  /** Whether this container should allocate a buffer for stdin in the container runtime. */
  readonly stdin?: boolean;
  /** Whether the container runtime should close the stdin channel after it has been opened by a single attach. */
  readonly stdinOnce?: boolean;
  /** Optional: Path at which the file to which the container's termination message will be written is mounted into the container's filesystem. */
  readonly terminationMessagePath?: string;
  /** Indicate how the termination message should be populated. */
  readonly terminationMessagePolicy?: 'FallbackToLogsOnError' | 'File';
  /** Whether this container should allocate a TTY for itself, also requires 'stdin' to be true. */
  readonly tty?: boolean;
  /** volumeDevices is the list of block devices to be used by the container. */
  readonly volumeDevices?: readonly VolumeDevice[];
  /** Pod volumes to mount into the container's filesystem. */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Container's working directory. */
  readonly workingDir?: string;
}

/** A node pool of GKE. */
export interface ContainerNodePool {
  readonly apiVersion: 'container.cnrm.cloud.google.com/v1beta1';
  readonly kind: 'ContainerNodePool';
  readonly metadata: ObjectMeta;
  readonly spec: ContainerNodePoolSpec;
}

export interface ContainerNodePoolSpec {
  readonly autoscaling?: ContainerNodePoolSpecAutoscaling;
  /** The ContainerCluster, either by name (and namespace) or as external. */
  readonly clusterRef: ContainerNodePoolSpecClusterRef;
  readonly initialNodeCount?: number;
  readonly location: string;
  readonly management?: ContainerNodePoolSpecManagement;
  readonly maxPodsPerNode?: number;
  readonly namePrefix?: string;
  readonly networkConfig?: ContainerNodePoolSpecNetworkConfig;
  readonly nodeConfig?: ContainerNodePoolSpecNodeConfig;
  readonly nodeCount?: number;
  readonly nodeLocations?: readonly string[];
  readonly placementPolicy?: ContainerNodePoolSpecPlacementPolicy;
  /** The pool's name at Google, metadata.name unless given. */
  readonly resourceID?: string;
  readonly upgradeSettings?: ContainerNodePoolSpecUpgradeSettings;
  readonly version?: string;
}

export interface ContainerNodePoolSpecAutoscaling {
  readonly locationPolicy?: string;
  readonly maxNodeCount?: number;
  readonly minNodeCount?: number;
  readonly totalMaxNodeCount?: number;
  readonly totalMinNodeCount?: number;
}

/** The ContainerCluster, either by name (and namespace) or as external. */
export interface ContainerNodePoolSpecClusterRef {
  readonly external?: string;
  readonly name?: string;
  readonly namespace?: string;
}

export interface ContainerNodePoolSpecManagement {
  readonly autoRepair?: boolean;
  readonly autoUpgrade?: boolean;
}

export interface ContainerNodePoolSpecNetworkConfig {
  readonly createPodRange?: boolean;
  readonly enablePrivateNodes?: boolean;
  readonly podIpv4CidrBlock?: string;
  readonly podRange?: string;
}

export interface ContainerNodePoolSpecNodeConfig {
  readonly advancedMachineFeatures?: ContainerNodePoolSpecNodeConfigAdvancedMachineFeatures;
  readonly diskSizeGb?: number;
  readonly diskType?: string;
  readonly ephemeralStorageLocalSsdConfig?: ContainerNodePoolSpecNodeConfigEphemeralStorageLocalSsdConfig;
  readonly gcfsConfig?: ContainerNodePoolSpecNodeConfigGcfsConfig;
  readonly guestAccelerator?: readonly ContainerNodePoolSpecNodeConfigGuestAccelerator[];
  readonly gvnic?: ContainerNodePoolSpecNodeConfigGcfsConfig;
  /** E.g. */
  readonly imageType?: string;
  readonly kubeletConfig?: ContainerNodePoolSpecNodeConfigKubeletConfig;
  readonly labels?: Readonly<Record<string, string>>;
  readonly linuxNodeConfig?: ContainerNodePoolSpecNodeConfigLinuxNodeConfig;
  readonly localSsdCount?: number;
  readonly loggingVariant?: string;
  readonly machineType?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly minCpuPlatform?: string;
  readonly oauthScopes?: readonly string[];
  readonly preemptible?: boolean;
  readonly reservationAffinity?: ContainerNodePoolSpecNodeConfigReservationAffinity;
  readonly resourceLabels?: Readonly<Record<string, string>>;
  readonly serviceAccountRef?: ContainerNodePoolSpecClusterRef;
  readonly shieldedInstanceConfig?: ContainerNodePoolSpecNodeConfigShieldedInstanceConfig;
  readonly spot?: boolean;
  readonly tags?: readonly string[];
  readonly taint?: readonly ContainerNodePoolSpecNodeConfigTaint[];
  readonly workloadMetadataConfig?: ContainerNodePoolSpecNodeConfigWorkloadMetadataConfig;
}

export interface ContainerNodePoolSpecNodeConfigAdvancedMachineFeatures {
  readonly enableNestedVirtualization?: boolean;
  readonly threadsPerCore?: number;
}

export interface ContainerNodePoolSpecNodeConfigEphemeralStorageLocalSsdConfig {
  readonly dataCacheCount?: number;
  readonly localSsdCount: number;
}

export interface ContainerNodePoolSpecNodeConfigGcfsConfig {
  readonly enabled: boolean;
}

export interface ContainerNodePoolSpecNodeConfigGuestAccelerator {
  readonly count: number;
  readonly gpuDriverInstallationConfig?: ContainerNodePoolSpecNodeConfigGuestAcceleratorGpuDriverInstallationConfig;
  /** The size of the partitions (MIG), e.g. 1g.5gb. */
  readonly gpuPartitionSize?: string;
  readonly gpuSharingConfig?: ContainerNodePoolSpecNodeConfigGuestAcceleratorGpuSharingConfig;
  readonly type: string;
}

export interface ContainerNodePoolSpecNodeConfigGuestAcceleratorGpuDriverInstallationConfig {
  readonly gpuDriverVersion: string;
}

export interface ContainerNodePoolSpecNodeConfigGuestAcceleratorGpuSharingConfig {
  readonly gpuSharingStrategy: string;
  readonly maxSharedClientsPerGpu: number;
}

export interface ContainerNodePoolSpecNodeConfigKubeletConfig {
  readonly cpuCfsQuota?: boolean;
  readonly cpuCfsQuotaPeriod?: string;
  readonly cpuManagerPolicy: string;
  readonly podPidsLimit?: number;
}

export interface ContainerNodePoolSpecNodeConfigLinuxNodeConfig {
  readonly cgroupMode?: string;
  readonly sysctls?: Readonly<Record<string, string>>;
}

export interface ContainerNodePoolSpecNodeConfigReservationAffinity {
  readonly consumeReservationType: string;
  readonly key?: string;
  readonly values?: readonly string[];
}

export interface ContainerNodePoolSpecNodeConfigShieldedInstanceConfig {
  readonly enableIntegrityMonitoring?: boolean;
  readonly enableSecureBoot?: boolean;
}

export interface ContainerNodePoolSpecNodeConfigTaint {
  /** NO_SCHEDULE, PREFER_NO_SCHEDULE or NO_EXECUTE. */
  readonly effect: string;
  readonly key: string;
  readonly value: string;
}

export interface ContainerNodePoolSpecNodeConfigWorkloadMetadataConfig {
  readonly mode?: string;
}

export interface ContainerNodePoolSpecPlacementPolicy {
  readonly tpuTopology?: string;
  readonly type: string;
}

export interface ContainerNodePoolSpecUpgradeSettings {
  readonly maxSurge?: number;
  readonly maxUnavailable?: number;
  readonly strategy?: string;
}

/** ContainerPort represents a network port in a single container. */
export interface ContainerPort {
  /** Number of port to expose on the pod's IP address. */
  readonly containerPort: number;
  /** What host IP to bind the external port to. */
  readonly hostIP?: string;
  /** Number of port to expose on the host. */
  readonly hostPort?: number;
  /** If specified, this must be an IANA_SVC_NAME and unique within the pod. */
  readonly name?: string;
  /** Protocol for port. */
  readonly protocol?: 'SCTP' | 'TCP' | 'UDP';
}

/** ContainerResizePolicy represents resource resize policy for the container. */
export interface ContainerResizePolicy {
  /** Name of the resource to which this resource resize policy applies. */
  readonly resourceName: string;
  /** Restart policy to apply when specified resource is resized. */
  readonly restartPolicy: string;
}

/** ContainerResourceMetricSource indicates how to scale on a resource metric known to Kubernetes, as specified in requests and limits, describing each pod in … */
export interface ContainerResourceMetricSource {
  /** container is the name of the container in the pods of the scaling target */
  readonly container: string;
  /** name is the name of the resource in question. */
  readonly name: string;
  /** target specifies the target value for the given metric */
  readonly target: MetricTarget;
}

/** ContainerRestartRule describes how a container exit is handled. */
export interface ContainerRestartRule {
  /** Specifies the action taken on a container exit if the requirements are satisfied. */
  readonly action: string;
  /** Represents the exit codes to check on container exits. */
  readonly exitCodes?: ContainerRestartRuleOnExitCodes;
}

/** ContainerRestartRuleOnExitCodes describes the condition for handling an exited container based on its exit codes. */
export interface ContainerRestartRuleOnExitCodes {
  /** Represents the relationship between the container exit code(s) and the specified values. */
  readonly operator: string;
  /** Specifies the set of values to check for container exit codes. */
  readonly values?: readonly number[];
}

/** ResourceClaim references one entry in PodSpec.ResourceClaims. */
export interface CoreResourceClaim {
  /** Name must match the name of one entry in pod.spec.resourceClaims of the Pod where this field is used. */
  readonly name: string;
  /** Request is the name chosen for a request in the referenced claim. */
  readonly request?: string;
}

/** Counter describes a quantity associated with a device. */
export interface Counter {
  /** Value defines how much of a certain device counter is available. */
  readonly value: Quantity;
}

/** CounterSet defines a named set of counters that are available to be used by devices defined in the ResourceSlice. */
export interface CounterSet {
  /** Counters defines the set of counters for this CounterSet The name of each counter must be unique in that set and must be a DNS label. */
  readonly counters: Readonly<Record<string, Counter>>;
  /** Name defines the name of the counter set. */
  readonly name: string;
}

/** CronJob represents the configuration of a single cron job. */
export interface CronJob {
  readonly apiVersion: 'batch/v1';
  readonly kind: 'CronJob';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of a cron job, including the schedule. */
  readonly spec?: CronJobSpec;
}

/** CronJobSpec describes how the job execution will look like and when it will actually run. */
export interface CronJobSpec {
  /** Specifies how to treat concurrent executions of a Job. */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  /** The number of failed finished jobs to retain. */
  readonly failedJobsHistoryLimit?: number;
  /** Specifies the job that will be created when executing a CronJob. */
  readonly jobTemplate: JobTemplateSpec;
  /** The schedule in Cron format, see https://en.wikipedia.org/wiki/Cron. */
  readonly schedule: string;
  /** Optional deadline in seconds for starting the job if it misses scheduled time for any reason. */
  readonly startingDeadlineSeconds?: number;
  /** The number of successful finished jobs to retain. */
  readonly successfulJobsHistoryLimit?: number;
  /** This flag tells the controller to suspend subsequent executions, it does not apply to already started executions. */
  readonly suspend?: boolean;
  /** The time zone name for the given schedule, see https://en.wikipedia.org/wiki/List_of_tz_database_time_zones. */
  readonly timeZone?: string;
}

/** CrossVersionObjectReference contains enough information to let you identify the referred resource. */
export interface CrossVersionObjectReference {
  /** apiVersion is the API version of the referent */
  readonly apiVersion?: string;
  /** kind is the kind of the referent; More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds */
  readonly kind: string;
  /** name is the name of the referent; More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names */
  readonly name: string;
}

/** CustomResourceColumnDefinition specifies a column for server side printing. */
export interface CustomResourceColumnDefinition {
  /** description is a human readable description of this column. */
  readonly description?: string;
  /** format is an optional OpenAPI type definition for this column. */
  readonly format?: string;
  /** jsonPath is a simple JSON path (i.e. with array notation) which is evaluated against each custom resource to produce the value for this column. */
  readonly jsonPath: string;
  /** name is a human readable name for the column. */
  readonly name: string;
  /** priority is an integer defining the relative importance of this column compared to others. */
  readonly priority?: number;
  /** type is an OpenAPI type definition for this column. */
  readonly type: string;
}

/** CustomResourceConversion describes how to convert different versions of a CR. */
export interface CustomResourceConversion {
  /** strategy specifies how custom resources are converted between versions. */
  readonly strategy: string;
  /** webhook describes how to call the conversion webhook. */
  readonly webhook?: WebhookConversion;
}

/** CustomResourceDefinition represents a resource that should be exposed on the API server. */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  /** Standard object's metadata More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata */
  readonly metadata: ObjectMeta;
  /** spec describes how the user wants the resources to appear */
  readonly spec: CustomResourceDefinitionSpec;
}

/** CustomResourceDefinitionNames indicates the names to serve this CustomResourceDefinition */
export interface CustomResourceDefinitionNames {
  /** categories is a list of grouped resources this custom resource belongs to (e.g. 'all'). */
  readonly categories?: readonly string[];
  /** kind is the serialized kind of the resource. */
  readonly kind: string;
  /** listKind is the serialized kind of the list for this resource. */
  readonly listKind?: string;
  /** plural is the plural name of the resource to serve. */
  readonly plural: string;
  /** shortNames are short names for the resource, exposed in API discovery documents, and used by clients to support invocations like `kubectl get <shortname>`. */
  readonly shortNames?: readonly string[];
  /** singular is the singular name of the resource. */
  readonly singular?: string;
}

/** CustomResourceDefinitionSpec describes how a user wants their resource to appear */
export interface CustomResourceDefinitionSpec {
  /** conversion defines conversion settings for the CRD. */
  readonly conversion?: CustomResourceConversion;
  /** group is the API group of the defined custom resource. */
  readonly group: string;
  /** names specify the resource and kind names for the custom resource. */
  readonly names: CustomResourceDefinitionNames;
  /** preserveUnknownFields indicates that object fields which are not specified in the OpenAPI schema should be preserved when persisting to storage. apiVersion, … */
  readonly preserveUnknownFields?: boolean;
  /** scope indicates whether the defined custom resource is cluster- or namespace-scoped. */
  readonly scope: string;
  /** versions is the list of all API versions of the defined custom resource. */
  readonly versions: readonly CustomResourceDefinitionVersion[];
}

/** CustomResourceDefinitionVersion describes a version for CRD. */
export interface CustomResourceDefinitionVersion {
  /** additionalPrinterColumns specifies additional columns returned in Table output. */
  readonly additionalPrinterColumns?: readonly CustomResourceColumnDefinition[];
  /** deprecated indicates this version of the custom resource API is deprecated. */
  readonly deprecated?: boolean;
  /** deprecationWarning overrides the default warning returned to API clients. */
  readonly deprecationWarning?: string;
  /** name is the version name, e.g. “v1”, “v2beta1”, etc. */
  readonly name: string;
  /** schema describes the schema used for validation, pruning, and defaulting of this version of the custom resource. */
  readonly schema?: CustomResourceValidation;
  /** selectableFields specifies paths to fields that may be used as field selectors. */
  readonly selectableFields?: readonly SelectableField[];
  /** served is a flag enabling/disabling this version from being served via REST APIs */
  readonly served: boolean;
  /** storage indicates this version should be used when persisting custom resources to storage. */
  readonly storage: boolean;
  /** subresources specify what subresources this version of the defined custom resource have. */
  readonly subresources?: CustomResourceSubresources;
}

/** CustomResourceSubresourceScale defines how to serve the scale subresource for CustomResources. */
export interface CustomResourceSubresourceScale {
  /** labelSelectorPath defines the JSON path inside of a custom resource that corresponds to Scale `status.selector`. */
  readonly labelSelectorPath?: string;
  /** specReplicasPath defines the JSON path inside of a custom resource that corresponds to Scale `spec.replicas`. */
  readonly specReplicasPath: string;
  /** statusReplicasPath defines the JSON path inside of a custom resource that corresponds to Scale `status.replicas`. */
  readonly statusReplicasPath: string;
}

/** CustomResourceSubresources defines the status and scale subresources for CustomResources. */
export interface CustomResourceSubresources {
  /** scale indicates the custom resource should serve a `/scale` subresource that returns an `autoscaling/v1` Scale object. */
  readonly scale?: CustomResourceSubresourceScale;
  /** status indicates the custom resource should serve a `/status` subresource. */
  readonly status?: Readonly<Record<string, unknown>>;
}

/** CustomResourceValidation is a list of validation methods for CustomResources. */
export interface CustomResourceValidation {
  /** openAPIV3Schema is the OpenAPI v3 schema to use for validation and pruning. */
  readonly openAPIV3Schema?: JSONSchemaProps;
}

/** DaemonSet represents the configuration of a daemon set. */
export interface DaemonSet {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'DaemonSet';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** The desired behavior of this daemon set. */
  readonly spec?: DaemonSetSpec;
}

/** DaemonSetSpec is the specification of a daemon set. */
export interface DaemonSetSpec {
  /** The minimum number of seconds for which a newly created DaemonSet pod should be ready without any of its container crashing, for it to be considered available. */
  readonly minReadySeconds?: number;
  /** The number of old history to retain to allow rollback. */
  readonly revisionHistoryLimit?: number;
  /** A label query over pods that are managed by the daemon set. */
  readonly selector: LabelSelector;
  /** An object that describes the pod that will be created. */
  readonly template: PodTemplateSpec;
  /** An update strategy to replace existing DaemonSet pods with new pods. */
  readonly updateStrategy?: DaemonSetUpdateStrategy;
}

/** DaemonSetUpdateStrategy is a struct used to control the update strategy for a DaemonSet. */
export interface DaemonSetUpdateStrategy {
  /** Rolling update config params. */
  readonly rollingUpdate?: RollingUpdateDaemonSet;
  /** Type of daemon set update. */
  readonly type?: 'OnDelete' | 'RollingUpdate';
}

/** Deployment enables declarative updates for Pods and ReplicaSets. */
export interface Deployment {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'Deployment';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of the Deployment. */
  readonly spec?: DeploymentSpec;
}

/** DeploymentSpec is the specification of the desired behavior of the Deployment. */
export interface DeploymentSpec {
  /** Minimum number of seconds for which a newly created pod should be ready without any of its container crashing, for it to be considered available. */
  readonly minReadySeconds?: number;
  /** Indicates that the deployment is paused. */
  readonly paused?: boolean;
  /** The maximum time in seconds for a deployment to make progress before it is considered to be failed. */
  readonly progressDeadlineSeconds?: number;
  /** Number of desired pods. */
  readonly replicas?: number;
  /** The number of old ReplicaSets to retain to allow rollback. */
  readonly revisionHistoryLimit?: number;
  /** Label selector for pods. */
  readonly selector: LabelSelector;
  /** The deployment strategy to use to replace existing pods with new ones. */
  readonly strategy?: DeploymentStrategy;
  /** Template describes the pods that will be created. */
  readonly template: PodTemplateSpec;
}

/** DeploymentStrategy describes how to replace existing pods with new ones. */
export interface DeploymentStrategy {
  /** Rolling update config params. */
  readonly rollingUpdate?: RollingUpdateDeployment;
  /** Type of deployment. */
  readonly type?: 'Recreate' | 'RollingUpdate';
}

/** Device represents one individual hardware instance that can be selected based on its attributes. */
export interface Device {
  /** AllNodes indicates that all nodes have access to the device. */
  readonly allNodes?: boolean;
  /** AllowMultipleAllocations marks whether the device is allowed to be allocated to multiple DeviceRequests. */
  readonly allowMultipleAllocations?: boolean;
  /** Attributes defines the set of attributes for this device. */
  readonly attributes?: Readonly<Record<string, DeviceAttribute>>;
  /** BindingConditions defines the conditions for proceeding with binding. */
  readonly bindingConditions?: readonly string[];
  /** BindingFailureConditions defines the conditions for binding failure. */
  readonly bindingFailureConditions?: readonly string[];
  /** BindsToNode indicates if the usage of an allocation involving this device has to be limited to exactly the node that was chosen when allocating the claim. */
  readonly bindsToNode?: boolean;
  /** Capacity defines the set of capacities for this device. */
  readonly capacity?: Readonly<Record<string, DeviceCapacity>>;
  /** ConsumesCounters defines a list of references to sharedCounters and the set of counters that the device will consume from those counter sets. */
  readonly consumesCounters?: readonly DeviceCounterConsumption[];
  /** Name is unique identifier among all devices managed by the driver in the pool. */
  readonly name: string;
  /** NodeName identifies the node where the device is available. */
  readonly nodeName?: string;
  /** NodeSelector defines the nodes where the device is available. */
  readonly nodeSelector?: NodeSelector;
  /** If specified, these are the driver-defined taints. */
  readonly taints?: readonly DeviceTaint[];
}

/** DeviceAttribute must have exactly one field set. */
export interface DeviceAttribute {
  /** BoolValue is a true/false value. */
  readonly bool?: boolean;
  /** IntValue is a number. */
  readonly int?: number;
  /** StringValue is a string. */
  readonly string?: string;
  /** VersionValue is a semantic version according to semver.org spec 2.0.0. */
  readonly version?: string;
}

/** DeviceCapacity describes a quantity associated with a device. */
export interface DeviceCapacity {
  /** RequestPolicy defines how this DeviceCapacity must be consumed when the device is allowed to be shared by multiple allocations. */
  readonly requestPolicy?: CapacityRequestPolicy;
  /** Value defines how much of a certain capacity that device has. */
  readonly value: Quantity;
}

/** DeviceClaim defines how to request devices with a ResourceClaim. */
export interface DeviceClaim {
  /** This field holds configuration for multiple potential drivers which could satisfy requests in this claim. */
  readonly config?: readonly DeviceClaimConfiguration[];
  /** These constraints must be satisfied by the set of devices that get allocated for the claim. */
  readonly constraints?: readonly DeviceConstraint[];
  /** Requests represent individual requests for distinct devices which must all be satisfied. */
  readonly requests?: readonly DeviceRequest[];
}

/** DeviceClaimConfiguration is used for configuration parameters in DeviceClaim. */
export interface DeviceClaimConfiguration {
  /** Opaque provides driver-specific configuration parameters. */
  readonly opaque?: OpaqueDeviceConfiguration;
  /** Requests lists the names of requests where the configuration applies. */
  readonly requests?: readonly string[];
}

/** DeviceClass is a vendor- or admin-provided resource that contains device configuration and selectors. */
export interface DeviceClass {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'DeviceClass';
  /** Standard object metadata */
  readonly metadata: ObjectMeta;
  /** Spec defines what can be allocated and how to configure it. */
  readonly spec: DeviceClassSpec;
}

/** DeviceClassConfiguration is used in DeviceClass. */
export interface DeviceClassConfiguration {
  /** Opaque provides driver-specific configuration parameters. */
  readonly opaque?: OpaqueDeviceConfiguration;
}

/** DeviceClassSpec is used in a [DeviceClass] to define what can be allocated and how to configure it. */
export interface DeviceClassSpec {
  /** Config defines configuration parameters that apply to each device that is claimed via this class. */
  readonly config?: readonly DeviceClassConfiguration[];
  /** ExtendedResourceName is the extended resource name for the devices of this class. */
  readonly extendedResourceName?: string;
  /** Each selector must be satisfied by a device which is claimed via this class. */
  readonly selectors?: readonly DeviceSelector[];
}

/** DeviceConstraint must have exactly one field set besides Requests. */
export interface DeviceConstraint {
  /** DistinctAttribute requires that all devices in question have this attribute and that its type and value are unique across those devices. */
  readonly distinctAttribute?: string;
  /** MatchAttribute requires that all devices in question have this attribute and that its type and value are the same across those devices. */
  readonly matchAttribute?: string;
  /** Requests is a list of the one or more requests in this claim which must co-satisfy this constraint. */
  readonly requests?: readonly string[];
}

/** DeviceCounterConsumption defines a set of counters that a device will consume from a CounterSet. */
export interface DeviceCounterConsumption {
  /** CounterSet is the name of the set from which the counters defined will be consumed. */
  readonly counterSet: string;
  /** Counters defines the counters that will be consumed by the device. */
  readonly counters: Readonly<Record<string, Counter>>;
}

/** DeviceRequest is a request for devices required for a claim. */
export interface DeviceRequest {
  /** Exactly specifies the details for a single request that must be met exactly for the request to be satisfied. */
  readonly exactly?: ExactDeviceRequest;
  /** FirstAvailable contains subrequests, of which exactly one will be selected by the scheduler. */
  readonly firstAvailable?: readonly DeviceSubRequest[];
  /** Name can be used to reference this request in a pod.spec.containers[].resources.claims entry and in a constraint of the claim. */
  readonly name: string;
}

/** DeviceSelector must have exactly one field set. */
export interface DeviceSelector {
  /** CEL contains a CEL expression for selecting a device. */
  readonly cel?: CELDeviceSelector;
}

/** DeviceSubRequest describes a request for device provided in the claim.spec.devices.requests[].firstAvailable array. */
export interface DeviceSubRequest {
  /** AllocationMode and its related fields define how devices are allocated to satisfy this subrequest. */
  readonly allocationMode?: string;
  /** Capacity define resource requirements against each capacity. */
  readonly capacity?: CapacityRequirements;
  /** Count is used only when the count mode is "ExactCount". */
  readonly count?: number;
  /** DeviceClassName references a specific DeviceClass, which can define additional configuration and selectors to be inherited by this subrequest. */
  readonly deviceClassName: string;
  /** Name can be used to reference this subrequest in the list of constraints or the list of configurations for the claim. */
  readonly name: string;
  /** Selectors define criteria which must be satisfied by a specific device in order for that device to be considered for this subrequest. */
  readonly selectors?: readonly DeviceSelector[];
  /** If specified, the request's tolerations. */
  readonly tolerations?: readonly DeviceToleration[];
}

/** The device this taint is attached to has the "effect" on any claim which does not tolerate the taint and, through the claim, to pods using the claim. */
export interface DeviceTaint {
  /** The effect of the taint on claims that do not tolerate the taint and through such claims on the pods using them. */
  readonly effect: 'NoExecute' | 'NoSchedule';
  /** The taint key to be applied to a device. */
  readonly key: string;
  /** TimeAdded represents the time at which the taint was added. */
  readonly timeAdded?: string;
  /** The taint value corresponding to the taint key. */
  readonly value?: string;
}

/** The ResourceClaim this DeviceToleration is attached to tolerates any taint that matches the triple <key,value,effect> using the matching operator <operator>. */
export interface DeviceToleration {
  /** Effect indicates the taint effect to match. */
  readonly effect?: 'NoExecute' | 'NoSchedule';
  /** Key is the taint key that the toleration applies to. */
  readonly key?: string;
  /** Operator represents a key's relationship to the value. */
  readonly operator?: 'Equal' | 'Exists';
  /** TolerationSeconds represents the period of time the toleration (which must be of effect NoExecute, otherwise this field is ignored) tolerates the taint. */
  readonly tolerationSeconds?: number;
  /** Value is the taint value the toleration matches to. */
  readonly value?: string;
}

/** Represents downward API info for projecting into a projected volume. */
export interface DownwardAPIProjection {
  /** Items is a list of DownwardAPIVolume file */
  readonly items?: readonly DownwardAPIVolumeFile[];
}

/** DownwardAPIVolumeFile represents information to create the file containing the pod field */
export interface DownwardAPIVolumeFile {
  /** Required: Selects a field of the pod: only annotations, labels, name, namespace and uid are supported. */
  readonly fieldRef?: ObjectFieldSelector;
  /** Optional: mode bits used to set permissions on this file, must be an octal value between 0000 and 0777 or a decimal value between 0 and 511. */
  readonly mode?: number;
  /** Required: Path is the relative path name of the file to be created. */
  readonly path: string;
  /** Selects a resource of the container: only resources limits and requests (limits.cpu, limits.memory, requests.cpu and requests.memory) are currently supported. */
  readonly resourceFieldRef?: ResourceFieldSelector;
}

/** DownwardAPIVolumeSource represents a volume containing downward API info. */
export interface DownwardAPIVolumeSource {
  /** Optional: mode bits to use on created files by default. */
  readonly defaultMode?: number;
  /** Items is a list of downward API volume file */
  readonly items?: readonly DownwardAPIVolumeFile[];
}

/** EC2NodeClass is the Schema for the EC2NodeClass API */
export interface EC2NodeClass {
  readonly apiVersion: 'karpenter.k8s.aws/v1';
  readonly kind: 'EC2NodeClass';
  readonly metadata: ObjectMeta;
  /** EC2NodeClassSpec is the top level specification for the AWS Karpenter Provider. */
  readonly spec?: EC2NodeClassSpec;
}

/** EC2NodeClassSpec is the top level specification for the AWS Karpenter Provider. */
export interface EC2NodeClassSpec {
  /** AMIFamily dictates the UserData format and default BlockDeviceMappings used when generating launch templates. */
  readonly amiFamily?: 'AL2' | 'AL2023' | 'Bottlerocket' | 'Custom' | 'Windows2019' | 'Windows2022' | 'Windows2025';
  /** AMISelectorTerms is a list of or ami selector terms. */
  readonly amiSelectorTerms: readonly EC2NodeClassSpecAmiSelectorTerms[];
  /** AssociatePublicIPAddress controls if public IP addresses are assigned to instances that are launched with the nodeclass. */
  readonly associatePublicIPAddress?: boolean;
  /** BlockDeviceMappings to be applied to provisioned nodes. */
  readonly blockDeviceMappings?: readonly EC2NodeClassSpecBlockDeviceMappings[];
  /** CapacityReservationSelectorTerms is a list of capacity reservation selector terms. */
  readonly capacityReservationSelectorTerms?: readonly EC2NodeClassSpecCapacityReservationSelectorTerms[];
  /** ConnectionTracking configures idle connection tracking timeouts for ENIs Karpenter provisions in the launch template. */
  readonly connectionTracking?: EC2NodeClassSpecConnectionTracking;
  /** Context is a Reserved field in EC2 APIs https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFleet.html */
  readonly context?: string;
  /** CPUOptions defines the CPU options for the instance. */
  readonly cpuOptions?: EC2NodeClassSpecCpuOptions;
  /** DetailedMonitoring controls if detailed monitoring is enabled for instances that are launched */
  readonly detailedMonitoring?: boolean;
  /** EnclaveOptions specifies whether the instance is enabled for Amazon Web Services Nitro Enclaves. */
  readonly enclaveOptions?: EC2NodeClassSpecEnclaveOptions;
  /** InstanceProfile is the AWS entity that instances use. */
  readonly instanceProfile?: string;
  /** InstanceStorePolicy specifies how to handle instance-store disks. */
  readonly instanceStorePolicy?: 'RAID0';
  /** IPPrefixCount sets the number of IPv4 prefixes to be automatically assigned to the network interface. */
  readonly ipPrefixCount?: number;
  /** Kubelet configures the kubelet on provisioned nodes. */
  readonly kubelet?: Readonly<Record<string, unknown>>;
  /** MetadataOptions for the generated launch template of provisioned nodes. */
  readonly metadataOptions?: EC2NodeClassSpecMetadataOptions;
  /** NetworkInterfaces specifies the network interface configurations to be attached to provisioned instances. */
  readonly networkInterfaces?: readonly EC2NodeClassSpecNetworkInterfaces[];
  /** PlacementGroupSelector defines the name or the id of the placement to resolve with the nodeclass. */
  readonly placementGroupSelector?: EC2NodeClassSpecPlacementGroupSelector;
  /** Role is the AWS identity that nodes use. */
  readonly role?: string;
  /** SecurityGroupSelectorTerms is a list of security group selector terms. */
  readonly securityGroupSelectorTerms: readonly EC2NodeClassSpecSecurityGroupSelectorTerms[];
  /** SubnetSelectorTerms is a list of subnet selector terms. */
  readonly subnetSelectorTerms: readonly EC2NodeClassSpecSubnetSelectorTerms[];
  /** Tags to be applied on ec2 resources like instances and launch templates. */
  readonly tags?: Readonly<Record<string, string>>;
  /** UserData to be applied to the provisioned nodes. */
  readonly userData?: string;
}

/** AMISelectorTerm defines selection logic for an ami used by Karpenter to launch nodes. */
export interface EC2NodeClassSpecAmiSelectorTerms {
  /** Alias specifies which EKS optimized AMI to select. */
  readonly alias?: string;
  /** ID is the ami id in EC2 */
  readonly id?: string;
  /** Name is the ami name in EC2. */
  readonly name?: string;
  /** Owner is the owner for the ami. */
  readonly owner?: string;
  /** SSMParameter is the name (or ARN) of the SSM parameter containing the Image ID. */
  readonly ssmParameter?: string;
  /** Tags is a map of key/value tags used to select amis. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface EC2NodeClassSpecBlockDeviceMappings {
  /** The device name (for example, /dev/sdh or xvdh). */
  readonly deviceName?: string;
  /** EBS contains parameters used to automatically set up EBS volumes when an instance is launched. */
  readonly ebs?: EC2NodeClassSpecBlockDeviceMappingsEbs;
  /** RootVolume is a flag indicating if this device is mounted as kubelet root dir. */
  readonly rootVolume?: boolean;
}

/** EBS contains parameters used to automatically set up EBS volumes when an instance is launched. */
export interface EC2NodeClassSpecBlockDeviceMappingsEbs {
  /** DeleteOnTermination indicates whether the EBS volume is deleted on instance termination. */
  readonly deleteOnTermination?: boolean;
  /** Encrypted indicates whether the EBS volume is encrypted. */
  readonly encrypted?: boolean;
  /** IOPS is the number of I/O operations per second (IOPS). */
  readonly iops?: number;
  /** Identifier (key ID, key alias, key ARN, or alias ARN) of the customer managed KMS key to use for EBS encryption. */
  readonly kmsKeyID?: string;
  /** SnapshotID is the ID of an EBS snapshot */
  readonly snapshotID?: string;
  /** Throughput to provision for a gp3 volume, with a maximum of 1,000 MiB/s. */
  readonly throughput?: number;
  /** VolumeInitializationRate specifies the Amazon EBS Provisioned Rate for Volume Initialization, in MiB/s, at which to download the snapshot blocks from Amazon … */
  readonly volumeInitializationRate?: number;
  /** VolumeSize in `Gi`, `G`, `Ti`, or `T`. */
  readonly volumeSize?: string;
  /** VolumeType of the block device. */
  readonly volumeType?: 'gp2' | 'gp3' | 'io1' | 'io2' | 'sc1' | 'st1' | 'standard';
}

export interface EC2NodeClassSpecCapacityReservationSelectorTerms {
  /** ID is the capacity reservation id in EC2 */
  readonly id?: string;
  /** InstanceMatchCriteria specifies how instances are matched to capacity reservations. */
  readonly instanceMatchCriteria?: 'open' | 'targeted';
  /** Owner is the owner id for the ami. */
  readonly ownerID?: string;
  /** Tags is a map of key/value tags used to select capacity reservations. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** ConnectionTracking configures idle connection tracking timeouts for ENIs Karpenter provisions in the launch template. */
export interface EC2NodeClassSpecConnectionTracking {
  /** TCPEstablishedTimeout is the timeout (in seconds) for idle TCP connections in an established state. */
  readonly tcpEstablishedTimeout?: number;
  /** UDPStreamTimeout is the timeout (in seconds) for idle UDP "stream" flows that have seen more than one request-response transaction. */
  readonly udpStreamTimeout?: number;
  /** UDPTimeout is the timeout (in seconds) for idle UDP flows that have seen traffic only in a single direction or a single request-response transaction. */
  readonly udpTimeout?: number;
}

/** CPUOptions defines the CPU options for the instance. */
export interface EC2NodeClassSpecCpuOptions {
  /** NestedVirtualization enables or disables nested virtualization on the instance. */
  readonly nestedVirtualization?: 'disabled' | 'enabled';
}

/** EnclaveOptions specifies whether the instance is enabled for Amazon Web Services Nitro Enclaves. */
export interface EC2NodeClassSpecEnclaveOptions {
  /** Enabled indicates whether the instance is enabled for Amazon Web Services Nitro Enclaves. */
  readonly enabled: boolean;
}

/** MetadataOptions for the generated launch template of provisioned nodes. */
export interface EC2NodeClassSpecMetadataOptions {
  /** HTTPEndpoint enables or disables the HTTP metadata endpoint on provisioned nodes. */
  readonly httpEndpoint?: 'disabled' | 'enabled';
  /** HTTPProtocolIPv6 enables or disables the IPv6 endpoint for the instance metadata service on provisioned nodes. */
  readonly httpProtocolIPv6?: 'disabled' | 'enabled';
  /** HTTPPutResponseHopLimit is the desired HTTP PUT response hop limit for instance metadata requests. */
  readonly httpPutResponseHopLimit?: number;
  /** HTTPTokens determines the state of token usage for instance metadata requests. */
  readonly httpTokens?: 'optional' | 'required';
}

/** NetworkInterface specifies the configuration for a network interface to be attached to provisioned instances. */
export interface EC2NodeClassSpecNetworkInterfaces {
  /** DeviceIndex is the device index for the network interface attachment. */
  readonly deviceIndex: number;
  /** InterfaceType is the type of network interface. */
  readonly interfaceType: 'efa-only' | 'interface';
  /** NetworkCardIndex is the index of the network card to attach the interface to. */
  readonly networkCardIndex: number;
}

/** PlacementGroupSelector defines the name or the id of the placement to resolve with the nodeclass. */
export interface EC2NodeClassSpecPlacementGroupSelector {
  /** ID is the placement group id in EC2 */
  readonly id?: string;
  /** Name is the placement group name in EC2 */
  readonly name?: string;
}

/** SecurityGroupSelectorTerm defines selection logic for a security group used by Karpenter to launch nodes. */
export interface EC2NodeClassSpecSecurityGroupSelectorTerms {
  /** ID is the security group id in EC2 */
  readonly id?: string;
  /** Name is the security group name in EC2. */
  readonly name?: string;
  /** Tags is a map of key/value tags used to select security groups. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** SubnetSelectorTerm defines selection logic for a subnet used by Karpenter to launch nodes. */
export interface EC2NodeClassSpecSubnetSelectorTerms {
  /** ID is the subnet id in EC2 */
  readonly id?: string;
  /** Tags is a map of key/value tags used to select subnets Specifying '*' for a value selects all values for a given tag key. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Represents an empty directory for a pod. */
export interface EmptyDirVolumeSource {
  /** medium represents what type of storage medium should back this directory. */
  readonly medium?: string;
  /** sizeLimit is the total amount of local storage required for this EmptyDir volume. */
  readonly sizeLimit?: Quantity;
}

/** EnvFromSource represents the source of a set of ConfigMaps or Secrets */
export interface EnvFromSource {
  /** The ConfigMap to select from */
  readonly configMapRef?: ConfigMapEnvSource;
  /** Optional text to prepend to the name of each environment variable. */
  readonly prefix?: string;
  /** The Secret to select from */
  readonly secretRef?: SecretEnvSource;
}

/** EnvVar represents an environment variable present in a Container. */
export interface EnvVar {
  /** Name of the environment variable. */
  readonly name: string;
  /** Variable references $(VAR_NAME) are expanded using the previously defined environment variables in the container and any service environment variables. */
  readonly value?: string;
  /** Source for the environment variable's value. */
  readonly valueFrom?: EnvVarSource;
}

/** EnvVarSource represents a source for the value of an EnvVar. */
export interface EnvVarSource {
  /** Selects a key of a ConfigMap. */
  readonly configMapKeyRef?: ConfigMapKeySelector;
  /** Selects a field of the pod: supports metadata.name, metadata.namespace, `metadata.labels['<KEY>']`, `metadata.annotations['<KEY>']`, spec.nodeName, … */
  readonly fieldRef?: ObjectFieldSelector;
  /** FileKeyRef selects a key of the env file. */
  readonly fileKeyRef?: FileKeySelector;
  /** Selects a resource of the container: only resources limits and requests (limits.cpu, limits.memory, limits.ephemeral-storage, requests.cpu, requests.memory … */
  readonly resourceFieldRef?: ResourceFieldSelector;
  /** Selects a key of a secret in the pod's namespace */
  readonly secretKeyRef?: SecretKeySelector;
}

/** An EphemeralContainer is a temporary container that you may add to an existing Pod for user-initiated activities such as debugging. */
export interface EphemeralContainer {
  /** Arguments to the entrypoint. */
  readonly args?: readonly string[];
  /** Entrypoint array. */
  readonly command?: readonly string[];
  /** List of environment variables to set in the container. */
  readonly env?: readonly EnvVar[];
  /** List of sources to populate environment variables in the container. */
  readonly envFrom?: readonly EnvFromSource[];
  /** Container image name. */
  readonly image?: string;
  /** Image pull policy. */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Lifecycle is not allowed for ephemeral containers. */
  readonly lifecycle?: Lifecycle;
  /** Probes are not allowed for ephemeral containers. */
  readonly livenessProbe?: Probe;
  /** Name of the ephemeral container specified as a DNS_LABEL. */
  readonly name: string;
  /** Ports are not allowed for ephemeral containers. */
  readonly ports?: readonly ContainerPort[];
  /** Probes are not allowed for ephemeral containers. */
  readonly readinessProbe?: Probe;
  /** Resources resize policy for the container. */
  readonly resizePolicy?: readonly ContainerResizePolicy[];
  /** Resources are not allowed for ephemeral containers. */
  readonly resources?: ResourceRequirements;
  /** Restart policy for the container to manage the restart behavior of each container within a pod. */
  readonly restartPolicy?: string;
  /** Represents a list of rules to be checked to determine if the container should be restarted on exit. */
  readonly restartPolicyRules?: readonly ContainerRestartRule[];
  /** Optional: SecurityContext defines the security options the ephemeral container should be run with. */
  readonly securityContext?: SecurityContext;
  /** Probes are not allowed for ephemeral containers. */
  readonly startupProbe?: Probe;
  /** Whether this container should allocate a buffer for stdin in the container runtime. */
  readonly stdin?: boolean;
  /** Whether the container runtime should close the stdin channel after it has been opened by a single attach. */
  readonly stdinOnce?: boolean;
  /** If set, the name of the container from PodSpec that this ephemeral container targets. */
  readonly targetContainerName?: string;
  /** Optional: Path at which the file to which the container's termination message will be written is mounted into the container's filesystem. */
  readonly terminationMessagePath?: string;
  /** Indicate how the termination message should be populated. */
  readonly terminationMessagePolicy?: 'FallbackToLogsOnError' | 'File';
  /** Whether this container should allocate a TTY for itself, also requires 'stdin' to be true. */
  readonly tty?: boolean;
  /** volumeDevices is the list of block devices to be used by the container. */
  readonly volumeDevices?: readonly VolumeDevice[];
  /** Pod volumes to mount into the container's filesystem. */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Container's working directory. */
  readonly workingDir?: string;
}

/** Represents an ephemeral volume that is handled by a normal storage driver. */
export interface EphemeralVolumeSource {
  /** Will be used to create a stand-alone PVC to provision the volume. */
  readonly volumeClaimTemplate?: PersistentVolumeClaimTemplate;
}

/** ExactDeviceRequest is a request for one or more identical devices. */
export interface ExactDeviceRequest {
  /** AdminAccess indicates that this is a claim for administrative access to the device(s). */
  readonly adminAccess?: boolean;
  /** AllocationMode and its related fields define how devices are allocated to satisfy this request. */
  readonly allocationMode?: string;
  /** Capacity define resource requirements against each capacity. */
  readonly capacity?: CapacityRequirements;
  /** Count is used only when the count mode is "ExactCount". */
  readonly count?: number;
  /** DeviceClassName references a specific DeviceClass, which can define additional configuration and selectors to be inherited by this request. */
  readonly deviceClassName: string;
  /** Selectors define criteria which must be satisfied by a specific device in order for that device to be considered for this request. */
  readonly selectors?: readonly DeviceSelector[];
  /** If specified, the request's tolerations. */
  readonly tolerations?: readonly DeviceToleration[];
}

/** ExecAction describes a "run in container" action. */
export interface ExecAction {
  /** Command is the command line to execute inside the container, the working directory for the command is root ('/') in the container's filesystem. */
  readonly command?: readonly string[];
}

/** ExternalDocumentation allows referencing an external resource for extended documentation. */
export interface ExternalDocumentation {
  readonly description?: string;
  readonly url?: string;
}

/** ExternalMetricSource indicates how to scale on a metric not associated with any Kubernetes object (for example length of queue in cloud messaging service, … */
export interface ExternalMetricSource {
  /** metric identifies the target metric by name and selector */
  readonly metric: MetricIdentifier;
  /** target specifies the target value for the given metric */
  readonly target: MetricTarget;
}

/** ExternalSecret is the Schema for the external-secrets API. */
export interface ExternalSecret {
  readonly apiVersion: 'external-secrets.io/v1';
  readonly kind: 'ExternalSecret';
  readonly metadata: ObjectMeta;
  /** ExternalSecretSpec defines the desired state of ExternalSecret. */
  readonly spec?: ExternalSecretSpec;
}

/** ExternalSecretSpec defines the desired state of ExternalSecret. */
export interface ExternalSecretSpec {
  /** Data defines the connection between the Kubernetes Secret keys and the Provider data */
  readonly data?: readonly ExternalSecretSpecData[];
  /** DataFrom is used to fetch all properties from a specific Provider data If multiple entries are specified, the Secret keys are merged in the specified order */
  readonly dataFrom?: readonly ExternalSecretSpecDataFrom[];
  /** RefreshInterval is the amount of time before the values are read again from the SecretStore provider, specified as Golang Duration strings. */
  readonly refreshInterval?: string;
  /** RefreshPolicy determines how the ExternalSecret should be refreshed: - CreatedOnce: Creates the Secret only if it does not exist and does not update it … */
  readonly refreshPolicy?: 'CreatedOnce' | 'OnChange' | 'Periodic';
  /** SecretStoreRef defines which SecretStore to fetch the ExternalSecret data. */
  readonly secretStoreRef?: ExternalSecretSpecDataSourceRefStoreRef;
  /** ExternalSecretTarget defines the Kubernetes Secret to be created, there can be only one target per ExternalSecret. */
  readonly target?: ExternalSecretSpecTarget;
}

/** ExternalSecretData defines the connection between the Kubernetes Secret key (spec.data.<key>) and the Provider data. */
export interface ExternalSecretSpecData {
  /** RemoteRef points to the remote secret and defines which secret (version/property/..) to fetch. */
  readonly remoteRef: ExternalSecretSpecDataRemoteRef;
  /** The key in the Kubernetes Secret to store the value. */
  readonly secretKey: string;
  /** SourceRef allows you to override the source from which the value will be pulled. */
  readonly sourceRef?: ExternalSecretSpecDataSourceRef;
}

/** ExternalSecretDataFromRemoteRef defines the connection between the Kubernetes Secret keys and the Provider data when using DataFrom to fetch multiple values … */
export interface ExternalSecretSpecDataFrom {
  /** Used to extract multiple key/value pairs from one secret Note: Extract does not support sourceRef.Generator or sourceRef.GeneratorRef. */
  readonly extract?: ExternalSecretSpecDataRemoteRef;
  /** Used to find secrets based on tags or regular expressions Note: Find does not support sourceRef.Generator or sourceRef.GeneratorRef. */
  readonly find?: ExternalSecretSpecDataFromFind;
  /** Used to rewrite secret Keys after getting them from the secret Provider Multiple Rewrite operations can be provided. */
  readonly rewrite?: readonly ExternalSecretSpecDataFromRewrite[];
  /** SourceRef points to a store or generator which contains secret values ready to use. */
  readonly sourceRef?: ExternalSecretSpecDataSourceRef;
}

/** Used to find secrets based on tags or regular expressions Note: Find does not support sourceRef.Generator or sourceRef.GeneratorRef. */
export interface ExternalSecretSpecDataFromFind {
  /** Used to define a conversion Strategy */
  readonly conversionStrategy?: 'Default' | 'Unicode';
  /** Used to define a decoding Strategy */
  readonly decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  /** Finds secrets based on the name. */
  readonly name?: ExternalSecretSpecDataFromFindName;
  /** A root path to start the find operations. */
  readonly path?: string;
  /** Find secrets based on tags. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Finds secrets based on the name. */
export interface ExternalSecretSpecDataFromFindName {
  /** Finds secrets base */
  readonly regexp?: string;
}

/** ExternalSecretRewrite defines how to rewrite secret data values before they are written to the Secret. */
export interface ExternalSecretSpecDataFromRewrite {
  /** Used to merge key/values in one single Secret The resulting key will contain all values from the specified secrets */
  readonly merge?: ExternalSecretSpecDataFromRewriteMerge;
  /** Used to rewrite with regular expressions. */
  readonly regexp?: ExternalSecretSpecDataFromRewriteRegexp;
  /** Used to apply string transformation on the secrets. */
  readonly transform?: ExternalSecretSpecDataFromRewriteTransform;
}

/** Used to merge key/values in one single Secret The resulting key will contain all values from the specified secrets */
export interface ExternalSecretSpecDataFromRewriteMerge {
  /** Used to define the policy to use in conflict resolution. */
  readonly conflictPolicy?: 'Error' | 'Ignore';
  /** Used to define the target key of the merge operation. */
  readonly into?: string;
  /** Used to define key priority in conflict resolution. */
  readonly priority?: readonly string[];
  /** Used to define the policy when a key in the priority list does not exist in the input. */
  readonly priorityPolicy?: 'IgnoreNotFound' | 'Strict';
  /** Used to define the strategy to use in the merge operation. */
  readonly strategy?: 'Extract' | 'JSON';
}

/** Used to rewrite with regular expressions. */
export interface ExternalSecretSpecDataFromRewriteRegexp {
  /** Used to define the regular expression of a re.Compiler. */
  readonly source: string;
  /** Used to define the target pattern of a ReplaceAll operation. */
  readonly target: string;
}

/** Used to apply string transformation on the secrets. */
export interface ExternalSecretSpecDataFromRewriteTransform {
  /** Used to define the template to apply on the secret name. `.value ` will specify the secret name in the template. */
  readonly template: string;
}

/** RemoteRef points to the remote secret and defines which secret (version/property/..) to fetch. */
export interface ExternalSecretSpecDataRemoteRef {
  /** Used to define a conversion Strategy */
  readonly conversionStrategy?: 'Default' | 'Unicode';
  /** Used to define a decoding Strategy */
  readonly decodingStrategy?: 'Auto' | 'Base64' | 'Base64URL' | 'None';
  /** Key is the key used in the Provider, mandatory */
  readonly key: string;
  /** Policy for fetching tags/labels from provider secrets, possible options are Fetch, None. */
  readonly metadataPolicy?: 'Fetch' | 'None';
  /** Used to select a specific property of the Provider value (if a map), if supported */
  readonly property?: string;
  /** Used to select a specific version of the Provider value, if supported */
  readonly version?: string;
}

/** SourceRef allows you to override the source from which the value will be pulled. */
export interface ExternalSecretSpecDataSourceRef {
  /** GeneratorRef points to a generator custom resource. */
  readonly generatorRef?: ExternalSecretSpecDataSourceRefGeneratorRef;
  /** SecretStoreRef defines which SecretStore to fetch the ExternalSecret data. */
  readonly storeRef?: ExternalSecretSpecDataSourceRefStoreRef;
}

/** GeneratorRef points to a generator custom resource. */
export interface ExternalSecretSpecDataSourceRefGeneratorRef {
  /** Specify the apiVersion of the generator resource */
  readonly apiVersion?: string;
  /** Specify the Kind of the generator resource */
  readonly kind: 'ACRAccessToken' | 'CloudsmithAccessToken' | 'ClusterGenerator' | 'ECRAuthorizationToken' | 'Fake' | 'GCRAccessToken' | 'GithubAccessToken' | 'Grafana' | 'MFA' | 'Password' | 'QuayAccessToken' | 'SSHKey' | 'STSSessionToken' | 'UUID' | 'VaultDynamicSecret' | 'Webhook';
  /** Specify the name of the generator resource */
  readonly name: string;
}

/** SecretStoreRef defines which SecretStore to fetch the ExternalSecret data. */
export interface ExternalSecretSpecDataSourceRefStoreRef {
  /** Kind of the SecretStore resource (SecretStore or ClusterSecretStore) Defaults to `SecretStore` */
  readonly kind?: 'ClusterSecretStore' | 'SecretStore';
  /** Name of the SecretStore resource */
  readonly name?: string;
}

/** ExternalSecretTarget defines the Kubernetes Secret to be created, there can be only one target per ExternalSecret. */
export interface ExternalSecretSpecTarget {
  /** CreationPolicy defines rules on how to create the resulting Secret. */
  readonly creationPolicy?: 'Merge' | 'None' | 'Orphan' | 'Owner';
  /** DeletionPolicy defines rules on how to delete the resulting Secret. */
  readonly deletionPolicy?: 'Delete' | 'Merge' | 'Retain';
  /** Immutable defines if the final secret will be immutable */
  readonly immutable?: boolean;
  /** Manifest defines a custom Kubernetes resource to create instead of a Secret. */
  readonly manifest?: ExternalSecretSpecTargetManifest;
  /** The name of the Secret resource to be managed. */
  readonly name?: string;
  /** Template defines a blueprint for the created Secret resource. */
  readonly template?: ExternalSecretSpecTargetTemplate;
}

/** Manifest defines a custom Kubernetes resource to create instead of a Secret. */
export interface ExternalSecretSpecTargetManifest {
  /** APIVersion of the target resource (e.g., "v1" for ConfigMap, "argoproj.io/v1alpha1" for ArgoCD Application) */
  readonly apiVersion: string;
  /** Kind of the target resource (e.g., "ConfigMap", "Application") */
  readonly kind: string;
}

/** Template defines a blueprint for the created Secret resource. */
export interface ExternalSecretSpecTargetTemplate {
  readonly data?: Readonly<Record<string, string>>;
  /** EngineVersion specifies the template engine version that should be used to compile/execute the template specified in .data and .templateFrom[]. */
  readonly engineVersion?: 'v2';
  /** TemplateMergePolicy defines how the rendered template should be merged with the existing Secret data. */
  readonly mergePolicy?: 'Merge' | 'Replace';
  /** ExternalSecretTemplateMetadata defines metadata fields for the Secret blueprint. */
  readonly metadata?: ExternalSecretSpecTargetTemplateMetadata;
  readonly templateFrom?: readonly ExternalSecretSpecTargetTemplateTemplateFrom[];
  readonly type?: string;
}

/** ExternalSecretTemplateMetadata defines metadata fields for the Secret blueprint. */
export interface ExternalSecretSpecTargetTemplateMetadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** TemplateFrom specifies a source for templates. */
export interface ExternalSecretSpecTargetTemplateTemplateFrom {
  /** TemplateRef specifies a reference to either a ConfigMap or a Secret resource. */
  readonly configMap?: ExternalSecretSpecTargetTemplateTemplateFromConfigMap;
  readonly literal?: string;
  /** TemplateRef specifies a reference to either a ConfigMap or a Secret resource. */
  readonly secret?: ExternalSecretSpecTargetTemplateTemplateFromConfigMap;
  /** Target specifies where to place the template result. */
  readonly target?: string;
}

/** TemplateRef specifies a reference to either a ConfigMap or a Secret resource. */
export interface ExternalSecretSpecTargetTemplateTemplateFromConfigMap {
  /** A list of keys in the ConfigMap/Secret to use as templates for Secret data */
  readonly items: readonly ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems[];
  /** The name of the ConfigMap/Secret resource */
  readonly name: string;
}

/** TemplateRefItem specifies a key in the ConfigMap/Secret to use as a template for Secret data. */
export interface ExternalSecretSpecTargetTemplateTemplateFromConfigMapItems {
  /** A key in the ConfigMap/Secret */
  readonly key: string;
  /** TemplateScope specifies how the template keys should be interpreted. */
  readonly templateAs?: 'KeysAndValues' | 'Values';
}

/** Represents a Fibre Channel volume. */
export interface FCVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** lun is Optional: FC target lun number */
  readonly lun?: number;
  /** readOnly is Optional: Defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** targetWWNs is Optional: FC target worldwide names (WWNs) */
  readonly targetWWNs?: readonly string[];
  /** wwids Optional: FC volume world wide identifiers (wwids) Either wwids or combination of targetWWNs and lun must be set, but not both simultaneously. */
  readonly wwids?: readonly string[];
}

/** FileKeySelector selects a key of the env file. */
export interface FileKeySelector {
  /** The key within the env file. */
  readonly key: string;
  /** Specify whether the file or its key must be defined. */
  readonly optional?: boolean;
  /** The path within the volume from which to select the file. */
  readonly path: string;
  /** The name of the volume mount containing the env file. */
  readonly volumeName: string;
}

/** FlexPersistentVolumeSource represents a generic persistent volume resource that is provisioned/attached using an exec based plugin. */
export interface FlexPersistentVolumeSource {
  /** driver is the name of the driver to use for this volume. */
  readonly driver: string;
  /** fsType is the Filesystem type to mount. */
  readonly fsType?: string;
  /** options is Optional: this field holds extra command options if any. */
  readonly options?: Readonly<Record<string, string>>;
  /** readOnly is Optional: defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef is Optional: SecretRef is reference to the secret object containing sensitive information to pass to the plugin scripts. */
  readonly secretRef?: SecretReference;
}

/** FlexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin. */
export interface FlexVolumeSource {
  /** driver is the name of the driver to use for this volume. */
  readonly driver: string;
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** options is Optional: this field holds extra command options if any. */
  readonly options?: Readonly<Record<string, string>>;
  /** readOnly is Optional: defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef is Optional: secretRef is reference to the secret object containing sensitive information to pass to the plugin scripts. */
  readonly secretRef?: LocalObjectReference;
}

/** Represents a Flocker volume mounted by the Flocker agent. */
export interface FlockerVolumeSource {
  /** datasetName is Name of the dataset stored as metadata -> name on the dataset for Flocker should be considered as deprecated */
  readonly datasetName?: string;
  /** datasetUUID is the UUID of the dataset. */
  readonly datasetUUID?: string;
}

/** Represents a Persistent Disk resource in Google Compute Engine. */
export interface GCEPersistentDiskVolumeSource {
  /** fsType is filesystem type of the volume that you want to mount. */
  readonly fsType?: string;
  /** partition is the partition in the volume that you want to mount. */
  readonly partition?: number;
  /** pdName is unique name of the PD resource in GCE. */
  readonly pdName: string;
  /** readOnly here will force the ReadOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
}

/** How the load balancers of GKE treat a Service. */
export interface GCPBackendPolicy {
  readonly apiVersion: 'networking.gke.io/v1';
  readonly kind: 'GCPBackendPolicy';
  readonly metadata: ObjectMeta;
  readonly spec: GCPBackendPolicySpec;
}

export interface GCPBackendPolicySpec {
  readonly default?: GCPBackendPolicySpecDefault;
  /** The Service that it is for. */
  readonly targetRef: GCPBackendPolicySpecTargetRef;
}

export interface GCPBackendPolicySpecDefault {
  readonly connectionDraining?: GCPBackendPolicySpecDefaultConnectionDraining;
  readonly iap?: GCPBackendPolicySpecDefaultIap;
  readonly logging?: GCPBackendPolicySpecDefaultLogging;
  readonly maxRatePerEndpoint?: number;
  readonly securityPolicy?: string;
  readonly sessionAffinity?: GCPBackendPolicySpecDefaultSessionAffinity;
  /** How long a request may last, 30 seconds by default. */
  readonly timeoutSec?: number;
}

export interface GCPBackendPolicySpecDefaultConnectionDraining {
  /** How long existing connections are kept when a backend is removed, 0 by default. */
  readonly drainingTimeoutSec?: number;
}

export interface GCPBackendPolicySpecDefaultIap {
  readonly clientID?: string;
  readonly enabled?: boolean;
  readonly oauth2ClientSecret?: GCPBackendPolicySpecDefaultIapOauth2ClientSecret;
}

export interface GCPBackendPolicySpecDefaultIapOauth2ClientSecret {
  readonly name?: string;
}

export interface GCPBackendPolicySpecDefaultLogging {
  readonly enabled?: boolean;
  readonly sampleRate?: number;
}

export interface GCPBackendPolicySpecDefaultSessionAffinity {
  readonly cookieTtlSec?: number;
  readonly type?: 'CLIENT_IP' | 'CLIENT_IP_PORT_PROTO' | 'CLIENT_IP_PROTO' | 'GENERATED_COOKIE' | 'HEADER_FIELD' | 'HTTP_COOKIE' | 'NONE';
}

/** The Service that it is for. */
export interface GCPBackendPolicySpecTargetRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** GRPCAction specifies an action involving a GRPC service. */
export interface GRPCAction {
  /** Port number of the gRPC service. */
  readonly port: number;
  /** Service is the name of the service to place in the gRPC HealthCheckRequest (see https://github.com/grpc/grpc/blob/master/doc/health-checking.md). */
  readonly service?: string;
}

/** Gateway represents an instance of a service-traffic handling infrastructure by binding Listeners to a set of IP addresses. */
export interface Gateway {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: 'Gateway';
  readonly metadata: ObjectMeta;
  /** Spec defines the desired state of Gateway. */
  readonly spec: GatewaySpec;
}

/** GatewayClass describes a class of Gateways available to the user for creating Gateway resources. */
export interface GatewayClass {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: 'GatewayClass';
  readonly metadata: ObjectMeta;
  /** Spec defines the desired state of GatewayClass. */
  readonly spec: GatewayClassSpec;
}

/** Spec defines the desired state of GatewayClass. */
export interface GatewayClassSpec {
  /** ControllerName is the name of the controller that is managing Gateways of this class. */
  readonly controllerName: string;
  /** Description helps describe a GatewayClass with more details. */
  readonly description?: string;
  /** ParametersRef is a reference to a resource that contains the configuration parameters corresponding to the GatewayClass. */
  readonly parametersRef?: GatewayClassSpecParametersRef;
}

/** ParametersRef is a reference to a resource that contains the configuration parameters corresponding to the GatewayClass. */
export interface GatewayClassSpecParametersRef {
  /** Group is the group of the referent. */
  readonly group: string;
  /** Kind is kind of the referent. */
  readonly kind: string;
  /** Name is the name of the referent. */
  readonly name: string;
  /** Namespace is the namespace of the referent. */
  readonly namespace?: string;
}

/** Spec defines the desired state of Gateway. */
export interface GatewaySpec {
  /** Addresses requested for this Gateway. */
  readonly addresses?: readonly GatewaySpecAddresses[];
  /** AllowedListeners defines which ListenerSets can be attached to this Gateway. */
  readonly allowedListeners?: GatewaySpecAllowedListeners;
  /** GatewayClassName used for this Gateway. */
  readonly gatewayClassName: string;
  /** Infrastructure defines infrastructure level attributes about this Gateway instance. */
  readonly infrastructure?: GatewaySpecInfrastructure;
  /** Listeners associated with this Gateway. */
  readonly listeners: readonly GatewaySpecListeners[];
  /** TLS specifies frontend and backend tls configuration for entire gateway. */
  readonly tls?: GatewaySpecTls;
}

/** GatewaySpecAddress describes an address that can be bound to a Gateway. */
export interface GatewaySpecAddresses {
  /** Type of the address. */
  readonly type?: string;
  /** When a value is unspecified, an implementation SHOULD automatically assign an address matching the requested type if possible. */
  readonly value?: string;
}

/** AllowedListeners defines which ListenerSets can be attached to this Gateway. */
export interface GatewaySpecAllowedListeners {
  /** Namespaces defines which namespaces ListenerSets can be attached to this Gateway. */
  readonly namespaces?: GatewaySpecAllowedListenersNamespaces;
}

/** Namespaces defines which namespaces ListenerSets can be attached to this Gateway. */
export interface GatewaySpecAllowedListenersNamespaces {
  /** From indicates where ListenerSets can attach to this Gateway. */
  readonly from?: 'All' | 'None' | 'Same' | 'Selector';
  /** Selector must be specified when From is set to "Selector". */
  readonly selector?: GatewaySpecAllowedListenersNamespacesSelector;
}

/** Selector must be specified when From is set to "Selector". */
export interface GatewaySpecAllowedListenersNamespacesSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly GatewaySpecAllowedListenersNamespacesSelectorMatchExpressions[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A label selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface GatewaySpecAllowedListenersNamespacesSelectorMatchExpressions {
  /** key is the label key that the selector applies to. */
  readonly key: string;
  /** operator represents a key's relationship to a set of values. */
  readonly operator: string;
  /** values is an array of string values. */
  readonly values?: readonly string[];
}

/** Infrastructure defines infrastructure level attributes about this Gateway instance. */
export interface GatewaySpecInfrastructure {
  /** Annotations that SHOULD be applied to any resources created in response to this Gateway. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Labels that SHOULD be applied to any resources created in response to this Gateway. */
  readonly labels?: Readonly<Record<string, string>>;
  /** ParametersRef is a reference to a resource that contains the configuration parameters corresponding to the Gateway. */
  readonly parametersRef?: GatewaySpecInfrastructureParametersRef;
}

/** ParametersRef is a reference to a resource that contains the configuration parameters corresponding to the Gateway. */
export interface GatewaySpecInfrastructureParametersRef {
  /** Group is the group of the referent. */
  readonly group: string;
  /** Kind is kind of the referent. */
  readonly kind: string;
  /** Name is the name of the referent. */
  readonly name: string;
}

/** Listener embodies the concept of a logical endpoint where a Gateway accepts network connections. */
export interface GatewaySpecListeners {
  /** AllowedRoutes defines the types of routes that MAY be attached to a Listener and the trusted namespaces where those Route resources MAY be present. */
  readonly allowedRoutes?: GatewaySpecListenersAllowedRoutes;
  /** Hostname specifies the virtual hostname to match for protocol types that define this concept. */
  readonly hostname?: string;
  /** Name is the name of the Listener. */
  readonly name: string;
  /** Port is the network port. */
  readonly port: number;
  /** Protocol specifies the network protocol this listener expects to receive. */
  readonly protocol: string;
  /** TLS is the TLS configuration for the Listener. */
  readonly tls?: GatewaySpecListenersTls;
}

/** AllowedRoutes defines the types of routes that MAY be attached to a Listener and the trusted namespaces where those Route resources MAY be present. */
export interface GatewaySpecListenersAllowedRoutes {
  /** Kinds specifies the groups and kinds of Routes that are allowed to bind to this Gateway Listener. */
  readonly kinds?: readonly GatewaySpecListenersAllowedRoutesKinds[];
  /** Namespaces indicates namespaces from which Routes may be attached to this Listener. */
  readonly namespaces?: GatewaySpecListenersAllowedRoutesNamespaces;
}

/** RouteGroupKind indicates the group and kind of a Route resource. */
export interface GatewaySpecListenersAllowedRoutesKinds {
  /** Group is the group of the Route. */
  readonly group?: string;
  /** Kind is the kind of the Route. */
  readonly kind: string;
}

/** Namespaces indicates namespaces from which Routes may be attached to this Listener. */
export interface GatewaySpecListenersAllowedRoutesNamespaces {
  /** From indicates where Routes will be selected for this Gateway. */
  readonly from?: 'All' | 'Same' | 'Selector';
  /** Selector must be specified when From is set to "Selector". */
  readonly selector?: GatewaySpecAllowedListenersNamespacesSelector;
}

/** TLS is the TLS configuration for the Listener. */
export interface GatewaySpecListenersTls {
  /** CertificateRefs contains a series of references to Kubernetes objects that contains TLS certificates and private keys. */
  readonly certificateRefs?: readonly GatewaySpecListenersTlsCertificateRefs[];
  /** Mode defines the TLS behavior for the TLS session initiated by the client. */
  readonly mode?: 'Passthrough' | 'Terminate';
  /** Options are a list of key/value pairs to enable extended TLS configuration for each implementation. */
  readonly options?: Readonly<Record<string, string>>;
}

/** SecretObjectReference identifies an API object including its namespace, defaulting to Secret. */
export interface GatewaySpecListenersTlsCertificateRefs {
  /** Group is the group of the referent. */
  readonly group?: string;
  /** Kind is kind of the referent. */
  readonly kind?: string;
  /** Name is the name of the referent. */
  readonly name: string;
  /** Namespace is the namespace of the referenced object. */
  readonly namespace?: string;
}

/** TLS specifies frontend and backend tls configuration for entire gateway. */
export interface GatewaySpecTls {
  /** Backend describes TLS configuration for gateway when connecting to backends. */
  readonly backend?: GatewaySpecTlsBackend;
  /** Frontend describes TLS config when client connects to Gateway. */
  readonly frontend?: GatewaySpecTlsFrontend;
}

/** Backend describes TLS configuration for gateway when connecting to backends. */
export interface GatewaySpecTlsBackend {
  /** ClientCertificateRef references an object that contains a client certificate and its associated private key. */
  readonly clientCertificateRef?: GatewaySpecListenersTlsCertificateRefs;
}

/** Frontend describes TLS config when client connects to Gateway. */
export interface GatewaySpecTlsFrontend {
  /** Default specifies the default client certificate validation configuration for all Listeners handling HTTPS traffic, unless a per-port configuration is defined. */
  readonly default: GatewaySpecTlsFrontendDefault;
  /** PerPort specifies tls configuration assigned per port. */
  readonly perPort?: readonly GatewaySpecTlsFrontendPerPort[];
}

/** Default specifies the default client certificate validation configuration for all Listeners handling HTTPS traffic, unless a per-port configuration is defined. */
export interface GatewaySpecTlsFrontendDefault {
  /** Validation holds configuration information for validating the frontend (client). */
  readonly validation?: GatewaySpecTlsFrontendDefaultValidation;
}

/** Validation holds configuration information for validating the frontend (client). */
export interface GatewaySpecTlsFrontendDefaultValidation {
  /** CACertificateRefs contains one or more references to Kubernetes objects that contain a PEM-encoded TLS CA certificate bundle, which is used as a trust … */
  readonly caCertificateRefs: readonly GatewayClassSpecParametersRef[];
  /** FrontendValidationMode defines the mode for validating the client certificate. */
  readonly mode?: 'AllowInsecureFallback' | 'AllowValidOnly';
}

export interface GatewaySpecTlsFrontendPerPort {
  /** The Port indicates the Port Number to which the TLS configuration will be applied. */
  readonly port: number;
  /** TLS store the configuration that will be applied to all Listeners handling HTTPS traffic and matching given port. */
  readonly tls: GatewaySpecTlsFrontendDefault;
}

/** Represents a volume that is populated with the contents of a git repository. */
export interface GitRepoVolumeSource {
  /** directory is the target directory name. */
  readonly directory?: string;
  /** repository is the URL */
  readonly repository: string;
  /** revision is the commit hash for the specified revision. */
  readonly revision?: string;
}

/** Represents a Glusterfs mount that lasts the lifetime of a pod. */
export interface GlusterfsPersistentVolumeSource {
  /** endpoints is the endpoint name that details Glusterfs topology. */
  readonly endpoints: string;
  /** endpointsNamespace is the namespace that contains Glusterfs endpoint. */
  readonly endpointsNamespace?: string;
  /** path is the Glusterfs volume path. */
  readonly path: string;
  /** readOnly here will force the Glusterfs volume to be mounted with read-only permissions. */
  readonly readOnly?: boolean;
}

/** Represents a Glusterfs mount that lasts the lifetime of a pod. */
export interface GlusterfsVolumeSource {
  /** endpoints is the endpoint name that details Glusterfs topology. */
  readonly endpoints: string;
  /** path is the Glusterfs volume path. */
  readonly path: string;
  /** readOnly here will force the Glusterfs volume to be mounted with read-only permissions. */
  readonly readOnly?: boolean;
}

/** HPAScalingPolicy is a single policy which must hold true for a specified past interval. */
export interface HPAScalingPolicy {
  /** periodSeconds specifies the window of time for which the policy should hold true. */
  readonly periodSeconds: number;
  /** type is used to specify the scaling policy. */
  readonly type: string;
  /** value contains the amount of change which is permitted by the policy. */
  readonly value: number;
}

/** HPAScalingRules configures the scaling behavior for one direction via scaling Policy Rules and a configurable metric tolerance. */
export interface HPAScalingRules {
  /** policies is a list of potential scaling polices which can be used during scaling. */
  readonly policies?: readonly HPAScalingPolicy[];
  /** selectPolicy is used to specify which policy should be used. */
  readonly selectPolicy?: string;
  /** stabilizationWindowSeconds is the number of seconds for which past recommendations should be considered while scaling up or scaling down. */
  readonly stabilizationWindowSeconds?: number;
  /** tolerance is the tolerance on the ratio between the current and desired metric value under which no updates are made to the desired number of replicas (e.g. … */
  readonly tolerance?: Quantity;
}

/** HTTPGetAction describes an action based on HTTP Get requests. */
export interface HTTPGetAction {
  /** Host name to connect to, defaults to the pod IP. */
  readonly host?: string;
  /** Custom headers to set in the request. */
  readonly httpHeaders?: readonly HTTPHeader[];
  /** Path to access on the HTTP server. */
  readonly path?: string;
  /** Name or number of the port to access on the container. */
  readonly port: IntOrString;
  /** Scheme to use for connecting to the host. */
  readonly scheme?: 'HTTP' | 'HTTPS';
}

/** HTTPHeader describes a custom header to be used in HTTP probes */
export interface HTTPHeader {
  /** The header field name. */
  readonly name: string;
  /** The header field value */
  readonly value: string;
}

/** HTTPIngressPath associates a path with a backend. */
export interface HTTPIngressPath {
  /** backend defines the referenced service endpoint to which the traffic will be forwarded to. */
  readonly backend: IngressBackend;
  /** path is matched against the path of an incoming request. */
  readonly path?: string;
  /** pathType determines the interpretation of the path matching. */
  readonly pathType: 'Exact' | 'ImplementationSpecific' | 'Prefix';
}

/** HTTPIngressRuleValue is a list of http selectors pointing to backends. */
export interface HTTPIngressRuleValue {
  /** paths is a collection of paths that map requests to backends. */
  readonly paths: readonly HTTPIngressPath[];
}

/** HTTPRoute provides a way to route HTTP requests. */
export interface HTTPRoute {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: 'HTTPRoute';
  readonly metadata: ObjectMeta;
  /** Spec defines the desired state of HTTPRoute. */
  readonly spec: HTTPRouteSpec;
}

/** Spec defines the desired state of HTTPRoute. */
export interface HTTPRouteSpec {
  /** Hostnames defines a set of hostnames that should match against the HTTP Host header to select a HTTPRoute used to process the request. */
  readonly hostnames?: readonly string[];
  /** ParentRefs references the resources (usually Gateways) that a Route wants to be attached to. */
  readonly parentRefs?: readonly HTTPRouteSpecParentRefs[];
  /** Rules are a list of HTTP matchers, filters and actions. */
  readonly rules?: readonly HTTPRouteSpecRules[];
}

/** ParentReference identifies an API object (usually a Gateway) that can be considered a parent of this resource (usually a route). */
export interface HTTPRouteSpecParentRefs {
  /** Group is the group of the referent. */
  readonly group?: string;
  /** Kind is kind of the referent. */
  readonly kind?: string;
  /** Name is the name of the referent. */
  readonly name: string;
  /** Namespace is the namespace of the referent. */
  readonly namespace?: string;
  /** Port is the network port this Route targets. */
  readonly port?: number;
  /** SectionName is the name of a section within the target resource. */
  readonly sectionName?: string;
}

/** HTTPRouteRule defines semantics for matching an HTTP request based on conditions (matches), processing it (filters), and forwarding the request to an API … */
export interface HTTPRouteSpecRules {
  /** BackendRefs defines the backend(s) where matching requests should be sent. */
  readonly backendRefs?: readonly HTTPRouteSpecRulesBackendRefs[];
  /** Filters define the filters that are applied to requests that match this rule. */
  readonly filters?: readonly HTTPRouteSpecRulesBackendRefsFilters[];
  /** Matches define conditions used for matching the rule against incoming HTTP requests. */
  readonly matches?: readonly HTTPRouteSpecRulesMatches[];
  /** Name is the name of the route rule. */
  readonly name?: string;
  /** Retry defines the configuration for when to retry an HTTP request. */
  readonly retry?: HTTPRouteSpecRulesRetry;
  /** Timeouts defines the timeouts that can be configured for an HTTP request. */
  readonly timeouts?: HTTPRouteSpecRulesTimeouts;
}

/** HTTPBackendRef defines how a HTTPRoute forwards a HTTP request. */
export interface HTTPRouteSpecRulesBackendRefs {
  /** Filters defined at this level should be executed if and only if the request is being forwarded to the backend defined here. */
  readonly filters?: readonly HTTPRouteSpecRulesBackendRefsFilters[];
  /** Group is the group of the referent. */
  readonly group?: string;
  /** Kind is the Kubernetes resource kind of the referent. */
  readonly kind?: string;
  /** Name is the name of the referent. */
  readonly name: string;
  /** Namespace is the namespace of the backend. */
  readonly namespace?: string;
  /** Port specifies the destination port number to use for this resource. */
  readonly port?: number;
  /** Weight specifies the proportion of requests forwarded to the referenced backend. */
  readonly weight?: number;
}

/** HTTPRouteFilter defines processing steps that must be completed during the request or response lifecycle. */
export interface HTTPRouteSpecRulesBackendRefsFilters {
  /** CORS defines a schema for a filter that responds to the cross-origin request based on HTTP response header. */
  readonly cors?: HTTPRouteSpecRulesBackendRefsFiltersCors;
  /** ExtensionRef is an optional, implementation-specific extension to the "filter" behavior. */
  readonly extensionRef?: GatewaySpecInfrastructureParametersRef;
  /** RequestHeaderModifier defines a schema for a filter that modifies request headers. */
  readonly requestHeaderModifier?: HTTPRouteSpecRulesBackendRefsFiltersRequestHeaderModifier;
  /** RequestMirror defines a schema for a filter that mirrors requests. */
  readonly requestMirror?: HTTPRouteSpecRulesBackendRefsFiltersRequestMirror;
  /** RequestRedirect defines a schema for a filter that responds to the request with an HTTP redirection. */
  readonly requestRedirect?: HTTPRouteSpecRulesBackendRefsFiltersRequestRedirect;
  /** ResponseHeaderModifier defines a schema for a filter that modifies response headers. */
  readonly responseHeaderModifier?: HTTPRouteSpecRulesBackendRefsFiltersRequestHeaderModifier;
  /** Type identifies the type of filter to apply. */
  readonly type: 'CORS' | 'ExtensionRef' | 'RequestHeaderModifier' | 'RequestMirror' | 'RequestRedirect' | 'ResponseHeaderModifier' | 'URLRewrite';
  /** URLRewrite defines a schema for a filter that modifies a request during forwarding. */
  readonly urlRewrite?: HTTPRouteSpecRulesBackendRefsFiltersUrlRewrite;
}

/** CORS defines a schema for a filter that responds to the cross-origin request based on HTTP response header. */
export interface HTTPRouteSpecRulesBackendRefsFiltersCors {
  /** AllowCredentials indicates whether the actual cross-origin request allows to include credentials. */
  readonly allowCredentials?: boolean;
  /** AllowHeaders indicates which HTTP request headers are supported for accessing the requested resource. */
  readonly allowHeaders?: readonly string[];
  /** AllowMethods indicates which HTTP methods are supported for accessing the requested resource. */
  readonly allowMethods?: readonly ('*' | 'CONNECT' | 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT' | 'TRACE')[];
  /** AllowOrigins indicates whether the response can be shared with requested resource from the given `Origin`. */
  readonly allowOrigins?: readonly string[];
  /** ExposeHeaders indicates which HTTP response headers can be exposed to client-side scripts in response to a cross-origin request. */
  readonly exposeHeaders?: readonly string[];
  /** MaxAge indicates the duration (in seconds) for the client to cache the results of a "preflight" request. */
  readonly maxAge?: number;
}

/** RequestHeaderModifier defines a schema for a filter that modifies request headers. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestHeaderModifier {
  /** Add adds the given header(s) (name, value) to the request before the action. */
  readonly add?: readonly HTTPRouteSpecRulesBackendRefsFiltersRequestHeaderModifierAdd[];
  /** Remove the given header(s) from the HTTP request before the action. */
  readonly remove?: readonly string[];
  /** Set overwrites the request with the given header (name, value) before the action. */
  readonly set?: readonly HTTPRouteSpecRulesBackendRefsFiltersRequestHeaderModifierAdd[];
}

/** HTTPHeader represents an HTTP Header name and value as defined by RFC 7230. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestHeaderModifierAdd {
  /** Name is the name of the HTTP Header to be matched. */
  readonly name: string;
  /** Value is the value of HTTP Header to be matched. */
  readonly value: string;
}

/** RequestMirror defines a schema for a filter that mirrors requests. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestMirror {
  /** BackendRef references a resource where mirrored requests are sent. */
  readonly backendRef: HTTPRouteSpecRulesBackendRefsFiltersRequestMirrorBackendRef;
  /** Fraction represents the fraction of requests that should be mirrored to BackendRef. */
  readonly fraction?: HTTPRouteSpecRulesBackendRefsFiltersRequestMirrorFraction;
  /** Percent represents the percentage of requests that should be mirrored to BackendRef. */
  readonly percent?: number;
}

/** BackendRef references a resource where mirrored requests are sent. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestMirrorBackendRef {
  /** Group is the group of the referent. */
  readonly group?: string;
  /** Kind is the Kubernetes resource kind of the referent. */
  readonly kind?: string;
  /** Name is the name of the referent. */
  readonly name: string;
  /** Namespace is the namespace of the backend. */
  readonly namespace?: string;
  /** Port specifies the destination port number to use for this resource. */
  readonly port?: number;
}

/** Fraction represents the fraction of requests that should be mirrored to BackendRef. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestMirrorFraction {
  readonly denominator?: number;
  readonly numerator: number;
}

/** RequestRedirect defines a schema for a filter that responds to the request with an HTTP redirection. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestRedirect {
  /** Hostname is the hostname to be used in the value of the `Location` header in the response. */
  readonly hostname?: string;
  /** Path defines parameters used to modify the path of the incoming request. */
  readonly path?: HTTPRouteSpecRulesBackendRefsFiltersRequestRedirectPath;
  /** Port is the port to be used in the value of the `Location` header in the response. */
  readonly port?: number;
  /** Scheme is the scheme to be used in the value of the `Location` header in the response. */
  readonly scheme?: 'http' | 'https';
  /** StatusCode is the HTTP status code to be used in response. */
  readonly statusCode?: number;
}

/** Path defines parameters used to modify the path of the incoming request. */
export interface HTTPRouteSpecRulesBackendRefsFiltersRequestRedirectPath {
  /** ReplaceFullPath specifies the value with which to replace the full path of a request during a rewrite or redirect. */
  readonly replaceFullPath?: string;
  /** ReplacePrefixMatch specifies the value with which to replace the prefix match of a request during a rewrite or redirect. */
  readonly replacePrefixMatch?: string;
  /** Type defines the type of path modifier. */
  readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch';
}

/** URLRewrite defines a schema for a filter that modifies a request during forwarding. */
export interface HTTPRouteSpecRulesBackendRefsFiltersUrlRewrite {
  /** Hostname is the value to be used to replace the Host header value during forwarding. */
  readonly hostname?: string;
  /** Path defines a path rewrite. */
  readonly path?: HTTPRouteSpecRulesBackendRefsFiltersRequestRedirectPath;
}

/** HTTPRouteMatch defines the predicate used to match requests to a given action. */
export interface HTTPRouteSpecRulesMatches {
  /** Headers specifies HTTP request header matchers. */
  readonly headers?: readonly HTTPRouteSpecRulesMatchesHeaders[];
  /** Method specifies HTTP method matcher. */
  readonly method?: 'CONNECT' | 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT' | 'TRACE';
  /** Path specifies a HTTP request path matcher. */
  readonly path?: HTTPRouteSpecRulesMatchesPath;
  /** QueryParams specifies HTTP query parameter matchers. */
  readonly queryParams?: readonly HTTPRouteSpecRulesMatchesHeaders[];
}

/** HTTPHeaderMatch describes how to select a HTTP route by matching HTTP request headers. */
export interface HTTPRouteSpecRulesMatchesHeaders {
  /** Name is the name of the HTTP Header to be matched. */
  readonly name: string;
  /** Type specifies how to match against the value of the header. */
  readonly type?: 'Exact' | 'RegularExpression';
  /** Value is the value of HTTP Header to be matched. */
  readonly value: string;
}

/** Path specifies a HTTP request path matcher. */
export interface HTTPRouteSpecRulesMatchesPath {
  /** Type specifies how to match against the path Value. */
  readonly type?: 'Exact' | 'PathPrefix' | 'RegularExpression';
  /** Value of the HTTP path to match against. */
  readonly value?: string;
}

/** Retry defines the configuration for when to retry an HTTP request. */
export interface HTTPRouteSpecRulesRetry {
  /** Attempts specifies the maximum number of times an individual request from the Gateway to a backend should be retried in addition to the initial request. */
  readonly attempts?: number;
  /** Backoff specifies the base interval for a backoff strategy between retry attempts and is represented in Gateway API Duration formatting. */
  readonly backoff?: string;
  /** Codes defines the HTTP response status codes for which a backend request should be retried. */
  readonly codes?: readonly number[];
}

/** Timeouts defines the timeouts that can be configured for an HTTP request. */
export interface HTTPRouteSpecRulesTimeouts {
  /** BackendRequest specifies a timeout for an individual request from the gateway to a backend. */
  readonly backendRequest?: string;
  /** Request specifies the maximum duration for a gateway to respond to an HTTP request. */
  readonly request?: string;
}

/** How the load balancers of GKE ask for the health of a Service's pods. */
export interface HealthCheckPolicy {
  readonly apiVersion: 'networking.gke.io/v1';
  readonly kind: 'HealthCheckPolicy';
  readonly metadata: ObjectMeta;
  readonly spec: HealthCheckPolicySpec;
}

export interface HealthCheckPolicySpec {
  readonly default?: HealthCheckPolicySpecDefault;
  /** The Service that it is for. */
  readonly targetRef: HealthCheckPolicySpecTargetRef;
}

export interface HealthCheckPolicySpecDefault {
  readonly checkIntervalSec?: number;
  /** The type, and the field of the same name. */
  readonly config?: HealthCheckPolicySpecDefaultConfig;
  readonly healthyThreshold?: number;
  readonly logConfig?: HealthCheckPolicySpecDefaultLogConfig;
  readonly timeoutSec?: number;
  readonly unhealthyThreshold?: number;
}

/** The type, and the field of the same name. */
export interface HealthCheckPolicySpecDefaultConfig {
  readonly grpcHealthCheck?: HealthCheckPolicySpecDefaultConfigGrpcHealthCheck;
  readonly http2HealthCheck?: HealthCheckPolicySpecDefaultConfigHttp2HealthCheck;
  readonly httpHealthCheck?: HealthCheckPolicySpecDefaultConfigHttp2HealthCheck;
  readonly httpsHealthCheck?: HealthCheckPolicySpecDefaultConfigHttp2HealthCheck;
  readonly tcpHealthCheck?: HealthCheckPolicySpecDefaultConfigTcpHealthCheck;
  readonly type?: 'GRPC' | 'HTTP' | 'HTTP2' | 'HTTPS' | 'TCP';
}

export interface HealthCheckPolicySpecDefaultConfigGrpcHealthCheck {
  readonly grpcServiceName?: string;
  readonly port?: number;
  readonly portName?: string;
  readonly portSpecification?: 'USE_FIXED_PORT' | 'USE_NAMED_PORT' | 'USE_SERVING_PORT';
}

export interface HealthCheckPolicySpecDefaultConfigHttp2HealthCheck {
  readonly host?: string;
  readonly port?: number;
  readonly portName?: string;
  readonly portSpecification?: 'USE_FIXED_PORT' | 'USE_NAMED_PORT' | 'USE_SERVING_PORT';
  readonly proxyHeader?: 'NONE' | 'PROXY_V1';
  readonly requestPath?: string;
  readonly response?: string;
}

export interface HealthCheckPolicySpecDefaultConfigTcpHealthCheck {
  readonly port?: number;
  readonly portName?: string;
  readonly portSpecification?: 'USE_FIXED_PORT' | 'USE_NAMED_PORT' | 'USE_SERVING_PORT';
  readonly proxyHeader?: 'NONE' | 'PROXY_V1';
  readonly request?: string;
  readonly response?: string;
}

export interface HealthCheckPolicySpecDefaultLogConfig {
  readonly enabled?: boolean;
}

/** The Service that it is for. */
export interface HealthCheckPolicySpecTargetRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** HorizontalPodAutoscaler is the configuration for a horizontal pod autoscaler, which automatically manages the replica count of any resource implementing the … */
export interface HorizontalPodAutoscaler {
  readonly apiVersion: 'autoscaling/v2';
  readonly kind: 'HorizontalPodAutoscaler';
  /** metadata is the standard object metadata. */
  readonly metadata: ObjectMeta;
  /** spec is the specification for the behaviour of the autoscaler. */
  readonly spec?: HorizontalPodAutoscalerSpec;
}

/** HorizontalPodAutoscalerBehavior configures the scaling behavior of the target in both Up and Down directions (scaleUp and scaleDown fields respectively). */
export interface HorizontalPodAutoscalerBehavior {
  /** scaleDown is scaling policy for scaling Down. */
  readonly scaleDown?: HPAScalingRules;
  /** scaleUp is scaling policy for scaling Up. */
  readonly scaleUp?: HPAScalingRules;
}

/** HorizontalPodAutoscalerSpec describes the desired functionality of the HorizontalPodAutoscaler. */
export interface HorizontalPodAutoscalerSpec {
  /** behavior configures the scaling behavior of the target in both Up and Down directions (scaleUp and scaleDown fields respectively). */
  readonly behavior?: HorizontalPodAutoscalerBehavior;
  /** maxReplicas is the upper limit for the number of replicas to which the autoscaler can scale up. */
  readonly maxReplicas: number;
  /** metrics contains the specifications for which to use to calculate the desired replica count (the maximum replica count across all metrics will be used). */
  readonly metrics?: readonly MetricSpec[];
  /** minReplicas is the lower limit for the number of replicas to which the autoscaler can scale down. */
  readonly minReplicas?: number;
  /** scaleTargetRef points to the target resource to scale, and is used to the pods for which metrics should be collected, as well as to actually change the … */
  readonly scaleTargetRef: CrossVersionObjectReference;
}

/** HostAlias holds the mapping between IP and hostnames that will be injected as an entry in the pod's hosts file. */
export interface HostAlias {
  /** Hostnames for the above IP address. */
  readonly hostnames?: readonly string[];
  /** IP address of the host file entry. */
  readonly ip: string;
}

/** Represents a host path mapped into a pod. */
export interface HostPathVolumeSource {
  /** path of the directory on the host. */
  readonly path: string;
  /** type for HostPath Volume Defaults to "" More info: https://kubernetes.io/docs/concepts/storage/volumes#hostpath */
  readonly type?: 'BlockDevice' | 'CharDevice' | 'Directory' | 'DirectoryOrCreate' | 'File' | 'FileOrCreate' | 'Socket';
}

/** IPBlock describes a particular CIDR (Ex. "192.168.1.0/24","2001:db8::/64") that is allowed to the pods matched by a NetworkPolicySpec's podSelector. */
export interface IPBlock {
  /** cidr is a string representing the IPBlock Valid examples are "192.168.1.0/24" or "2001:db8::/64" */
  readonly cidr: string;
  /** except is a slice of CIDRs that should not be included within an IPBlock Valid examples are "192.168.1.0/24" or "2001:db8::/64" Except values will be … */
  readonly except?: readonly string[];
}

/** ISCSIPersistentVolumeSource represents an ISCSI disk. */
export interface ISCSIPersistentVolumeSource {
  /** chapAuthDiscovery defines whether support iSCSI Discovery CHAP authentication */
  readonly chapAuthDiscovery?: boolean;
  /** chapAuthSession defines whether support iSCSI Session CHAP authentication */
  readonly chapAuthSession?: boolean;
  /** fsType is the filesystem type of the volume that you want to mount. */
  readonly fsType?: string;
  /** initiatorName is the custom iSCSI Initiator Name. */
  readonly initiatorName?: string;
  /** iqn is Target iSCSI Qualified Name. */
  readonly iqn: string;
  /** iscsiInterface is the interface Name that uses an iSCSI transport. */
  readonly iscsiInterface?: string;
  /** lun is iSCSI Target Lun number. */
  readonly lun: number;
  /** portals is the iSCSI Target Portal List. */
  readonly portals?: readonly string[];
  /** readOnly here will force the ReadOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
  /** secretRef is the CHAP Secret for iSCSI target and initiator authentication */
  readonly secretRef?: SecretReference;
  /** targetPortal is iSCSI Target Portal. */
  readonly targetPortal: string;
}

/** Represents an ISCSI disk. */
export interface ISCSIVolumeSource {
  /** chapAuthDiscovery defines whether support iSCSI Discovery CHAP authentication */
  readonly chapAuthDiscovery?: boolean;
  /** chapAuthSession defines whether support iSCSI Session CHAP authentication */
  readonly chapAuthSession?: boolean;
  /** fsType is the filesystem type of the volume that you want to mount. */
  readonly fsType?: string;
  /** initiatorName is the custom iSCSI Initiator Name. */
  readonly initiatorName?: string;
  /** iqn is the target iSCSI Qualified Name. */
  readonly iqn: string;
  /** iscsiInterface is the interface Name that uses an iSCSI transport. */
  readonly iscsiInterface?: string;
  /** lun represents iSCSI Target Lun number. */
  readonly lun: number;
  /** portals is the iSCSI Target Portal List. */
  readonly portals?: readonly string[];
  /** readOnly here will force the ReadOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
  /** secretRef is the CHAP Secret for iSCSI target and initiator authentication */
  readonly secretRef?: LocalObjectReference;
  /** targetPortal is iSCSI Target Portal. */
  readonly targetPortal: string;
}

/** ImageVolumeSource represents a image volume resource. */
export interface ImageVolumeSource {
  /** Policy for pulling OCI objects. */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Required: Image or artifact reference to be used. */
  readonly reference?: string;
}

/** Ingress is a collection of rules that allow inbound connections to reach the endpoints defined by a backend. */
export interface Ingress {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'Ingress';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** spec is the desired state of the Ingress. */
  readonly spec?: IngressSpec;
}

/** IngressBackend describes all endpoints for a given service and port. */
export interface IngressBackend {
  /** resource is an ObjectRef to another Kubernetes resource in the namespace of the Ingress object. */
  readonly resource?: TypedLocalObjectReference;
  /** service references a service as a backend. */
  readonly service?: IngressServiceBackend;
}

/** IngressClass represents the class of the Ingress, referenced by the Ingress Spec. */
export interface IngressClass {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'IngressClass';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** spec is the desired state of the IngressClass. */
  readonly spec?: IngressClassSpec;
}

/** IngressClassParametersReference identifies an API object. */
export interface IngressClassParametersReference {
  /** apiGroup is the group for the resource being referenced. */
  readonly apiGroup?: string;
  /** kind is the type of resource being referenced. */
  readonly kind: string;
  /** name is the name of resource being referenced. */
  readonly name: string;
  /** namespace is the namespace of the resource being referenced. */
  readonly namespace?: string;
  /** scope represents if this refers to a cluster or namespace scoped resource. */
  readonly scope?: string;
}

/** IngressClassSpec provides information about the class of an Ingress. */
export interface IngressClassSpec {
  /** controller refers to the name of the controller that should handle this class. */
  readonly controller?: string;
  /** parameters is a link to a custom resource containing additional configuration for the controller. */
  readonly parameters?: IngressClassParametersReference;
}

/** IngressRule represents the rules mapping the paths under a specified host to the related backend services. */
export interface IngressRule {
  /** host is the fully qualified domain name of a network host, as defined by RFC 3986. */
  readonly host?: string;
  readonly http?: HTTPIngressRuleValue;
}

/** IngressServiceBackend references a Kubernetes Service as a Backend. */
export interface IngressServiceBackend {
  /** name is the referenced service. */
  readonly name: string;
  /** port of the referenced service. */
  readonly port?: ServiceBackendPort;
}

/** IngressSpec describes the Ingress the user wishes to exist. */
export interface IngressSpec {
  /** defaultBackend is the backend that should handle requests that don't match any rule. */
  readonly defaultBackend?: IngressBackend;
  /** ingressClassName is the name of an IngressClass cluster resource. */
  readonly ingressClassName?: string;
  /** rules is a list of host rules used to configure the Ingress. */
  readonly rules?: readonly IngressRule[];
  /** tls represents the TLS configuration. */
  readonly tls?: readonly IngressTLS[];
}

/** IngressTLS describes the transport layer security associated with an ingress. */
export interface IngressTLS {
  /** hosts is a list of hosts included in the TLS certificate. */
  readonly hosts?: readonly string[];
  /** secretName is the name of the secret used to terminate TLS traffic on port 443. */
  readonly secretName?: string;
}

/** An Issuer represents a certificate issuing authority which can be referenced as part of `issuerRef` fields. */
export interface Issuer {
  readonly apiVersion: 'cert-manager.io/v1';
  readonly kind: 'Issuer';
  readonly metadata: ObjectMeta;
  /** Desired state of the Issuer resource. */
  readonly spec: IssuerSpec;
}

/** Desired state of the Issuer resource. */
export interface IssuerSpec {
  /** ACME configures this issuer to communicate with a RFC8555 (ACME) server to obtain signed x509 certificates. */
  readonly acme?: IssuerSpecAcme;
  /** CA configures this issuer to sign certificates using a signing CA keypair stored in a Secret resource. */
  readonly ca?: IssuerSpecCa;
  /** SelfSigned configures this issuer to 'self sign' certificates using the private key used to create the CertificateRequest object. */
  readonly selfSigned?: IssuerSpecSelfSigned;
  /** Vault configures this issuer to sign certificates using a HashiCorp Vault PKI backend. */
  readonly vault?: IssuerSpecVault;
  /** Venafi configures this issuer to sign certificates using a CyberArk Certificate Manager Self-Hosted or SaaS policy zone. */
  readonly venafi?: IssuerSpecVenafi;
}

/** ACME configures this issuer to communicate with a RFC8555 (ACME) server to obtain signed x509 certificates. */
export interface IssuerSpecAcme {
  /** Base64-encoded bundle of PEM CAs which can be used to validate the certificate chain presented by the ACME server. */
  readonly caBundle?: string;
  /** Enables or disables generating a new ACME account key. */
  readonly disableAccountKeyGeneration?: boolean;
  /** Email is the email address to be associated with the ACME account. */
  readonly email?: string;
  /** Enables requesting a Not After date on certificates that matches the duration of the certificate. */
  readonly enableDurationFeature?: boolean;
  /** ExternalAccountBinding is a reference to a CA external account of the ACME server. */
  readonly externalAccountBinding?: IssuerSpecAcmeExternalAccountBinding;
  /** PreferredChain is the chain to use if the ACME server outputs multiple. */
  readonly preferredChain?: string;
  /** PrivateKey is the name of a Kubernetes Secret resource that will be used to store the automatically generated ACME account private key. */
  readonly privateKeySecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Profile allows requesting a certificate profile from the ACME server. */
  readonly profile?: string;
  /** Server is the URL used to access the ACME server's 'directory' endpoint. */
  readonly server: string;
  /** INSECURE: Enables or disables validation of the ACME server TLS certificate. */
  readonly skipTLSVerify?: boolean;
  /** Solvers is a list of challenge solvers that will be used to solve ACME challenges for the matching domains. */
  readonly solvers?: readonly IssuerSpecAcmeSolvers[];
}

/** ExternalAccountBinding is a reference to a CA external account of the ACME server. */
export interface IssuerSpecAcmeExternalAccountBinding {
  /** Deprecated: keyAlgorithm field exists for historical compatibility reasons and should not be used. */
  readonly keyAlgorithm?: 'HS256' | 'HS384' | 'HS512';
  /** keyID is the ID of the CA key that the External Account is bound to. */
  readonly keyID: string;
  /** keySecretRef is a Secret Key Selector referencing a data item in a Kubernetes Secret which holds the symmetric MAC key of the External Account Binding. */
  readonly keySecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** An ACMEChallengeSolver describes how to solve ACME challenges for the issuer it is part of. */
export interface IssuerSpecAcmeSolvers {
  /** Configures cert-manager to attempt to complete authorizations by performing the DNS01 challenge flow. */
  readonly dns01?: IssuerSpecAcmeSolversDns01;
  /** Configures cert-manager to attempt to complete authorizations by performing the HTTP01 challenge flow. */
  readonly http01?: IssuerSpecAcmeSolversHttp01;
  /** Selector selects a set of DNSNames on the Certificate resource that should be solved using this challenge solver. */
  readonly selector?: IssuerSpecAcmeSolversSelector;
  /** WaitInsteadOfSelfCheck, if set, skips cert-manager's self-check and instead waits this long after presentation before asking the ACME server to validate the … */
  readonly waitInsteadOfSelfCheck?: string;
}

/** Configures cert-manager to attempt to complete authorizations by performing the DNS01 challenge flow. */
export interface IssuerSpecAcmeSolversDns01 {
  /** Use the 'ACME DNS' (https://github.com/joohoi/acme-dns) API to manage DNS01 challenge records. */
  readonly acmeDNS?: IssuerSpecAcmeSolversDns01AcmeDNS;
  /** Use the Akamai DNS zone management API to manage DNS01 challenge records. */
  readonly akamai?: IssuerSpecAcmeSolversDns01Akamai;
  /** Use the Microsoft Azure DNS API to manage DNS01 challenge records. */
  readonly azureDNS?: IssuerSpecAcmeSolversDns01AzureDNS;
  /** Use the Google Cloud DNS API to manage DNS01 challenge records. */
  readonly cloudDNS?: IssuerSpecAcmeSolversDns01CloudDNS;
  /** Use the Cloudflare API to manage DNS01 challenge records. */
  readonly cloudflare?: IssuerSpecAcmeSolversDns01Cloudflare;
  /** CNAMEStrategy configures how the DNS01 provider should handle CNAME records when found in DNS zones. */
  readonly cnameStrategy?: 'Follow' | 'None';
  /** Use the DigitalOcean DNS API to manage DNS01 challenge records. */
  readonly digitalocean?: IssuerSpecAcmeSolversDns01Digitalocean;
  /** Use RFC2136 ("Dynamic Updates in the Domain Name System") (https://datatracker.ietf.org/doc/rfc2136/) to manage DNS01 challenge records. */
  readonly rfc2136?: IssuerSpecAcmeSolversDns01Rfc2136;
  /** Use the AWS Route53 API to manage DNS01 challenge records. */
  readonly route53?: IssuerSpecAcmeSolversDns01Route53;
  /** Configure an external webhook based DNS01 challenge solver to manage DNS01 challenge records. */
  readonly webhook?: IssuerSpecAcmeSolversDns01Webhook;
}

/** Use the 'ACME DNS' (https://github.com/joohoi/acme-dns) API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01AcmeDNS {
  /** A reference to a specific 'key' within a Secret resource. */
  readonly accountSecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
  readonly host: string;
}

/** Use the Akamai DNS zone management API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01Akamai {
  /** A reference to a specific 'key' within a Secret resource. */
  readonly accessTokenSecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
  /** A reference to a specific 'key' within a Secret resource. */
  readonly clientSecretSecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
  /** A reference to a specific 'key' within a Secret resource. */
  readonly clientTokenSecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
  readonly serviceConsumerDomain: string;
}

/** Use the Microsoft Azure DNS API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01AzureDNS {
  /** Auth: Azure Service Principal: The ClientID of the Azure Service Principal used to authenticate with Azure DNS. */
  readonly clientID?: string;
  /** Auth: Azure Service Principal: A reference to a Secret containing the password associated with the Service Principal. */
  readonly clientSecretSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** name of the Azure environment (default AzurePublicCloud) */
  readonly environment?: 'AzureChinaCloud' | 'AzureGermanCloud' | 'AzurePublicCloud' | 'AzureUSGovernmentCloud';
  /** name of the DNS zone that should be used */
  readonly hostedZoneName?: string;
  /** Auth: Azure Workload Identity or Azure Managed Service Identity: Settings to enable Azure Workload Identity or Azure Managed Service Identity If set, … */
  readonly managedIdentity?: IssuerSpecAcmeSolversDns01AzureDNSManagedIdentity;
  /** resource group the DNS zone is located in */
  readonly resourceGroupName: string;
  /** ID of the Azure subscription */
  readonly subscriptionID: string;
  /** Auth: Azure Service Principal: The TenantID of the Azure Service Principal used to authenticate with Azure DNS. */
  readonly tenantID?: string;
  /** ZoneType determines which type of Azure DNS zone to use. */
  readonly zoneType?: 'AzurePrivateZone' | 'AzurePublicZone';
}

/** Auth: Azure Workload Identity or Azure Managed Service Identity: Settings to enable Azure Workload Identity or Azure Managed Service Identity If set, … */
export interface IssuerSpecAcmeSolversDns01AzureDNSManagedIdentity {
  /** client ID of the managed identity, cannot be used at the same time as resourceID */
  readonly clientID?: string;
  /** resource ID of the managed identity, cannot be used at the same time as clientID Cannot be used for Azure Managed Service Identity */
  readonly resourceID?: string;
  /** tenant ID of the managed identity, cannot be used at the same time as resourceID */
  readonly tenantID?: string;
}

/** Use the Google Cloud DNS API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01CloudDNS {
  /** HostedZoneName is an optional field that tells cert-manager in which Cloud DNS zone the challenge record has to be created. */
  readonly hostedZoneName?: string;
  readonly project: string;
  /** A reference to a specific 'key' within a Secret resource. */
  readonly serviceAccountSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** Use the Cloudflare API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01Cloudflare {
  /** API key to use to authenticate with Cloudflare. */
  readonly apiKeySecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** API token used to authenticate with Cloudflare. */
  readonly apiTokenSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Email of the account, only required when using API key based authentication. */
  readonly email?: string;
}

/** Use the DigitalOcean DNS API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01Digitalocean {
  /** A reference to a specific 'key' within a Secret resource. */
  readonly tokenSecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** Use RFC2136 ("Dynamic Updates in the Domain Name System") (https://datatracker.ietf.org/doc/rfc2136/) to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01Rfc2136 {
  /** The IP address or hostname of an authoritative DNS server supporting RFC2136 in the form host:port. */
  readonly nameserver: string;
  /** Protocol to use for dynamic DNS update queries. */
  readonly protocol?: 'TCP' | 'UDP';
  /** The TSIG Algorithm configured in the DNS supporting RFC2136. */
  readonly tsigAlgorithm?: string;
  /** The TSIG Key name configured in the DNS. */
  readonly tsigKeyName?: string;
  /** The name of the secret containing the TSIG value. */
  readonly tsigSecretSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** Use the AWS Route53 API to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01Route53 {
  /** The AccessKeyID is used for authentication. */
  readonly accessKeyID?: string;
  /** The SecretAccessKey is used for authentication. */
  readonly accessKeyIDSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Auth configures how cert-manager authenticates. */
  readonly auth?: IssuerSpecAcmeSolversDns01Route53Auth;
  /** If set, the provider will manage only this zone in Route53 and will not do a lookup using the route53:ListHostedZonesByName api call. */
  readonly hostedZoneID?: string;
  /** Override the AWS region. */
  readonly region?: string;
  /** Role is a Role ARN which the Route53 provider will assume using either the explicit credentials AccessKeyID/SecretAccessKey or the inferred credentials from … */
  readonly role?: string;
  /** The SecretAccessKey is used for authentication. */
  readonly secretAccessKeySecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** Auth configures how cert-manager authenticates. */
export interface IssuerSpecAcmeSolversDns01Route53Auth {
  /** Kubernetes authenticates with Route53 using AssumeRoleWithWebIdentity by passing a bound ServiceAccount token. */
  readonly kubernetes: IssuerSpecAcmeSolversDns01Route53AuthKubernetes;
}

/** Kubernetes authenticates with Route53 using AssumeRoleWithWebIdentity by passing a bound ServiceAccount token. */
export interface IssuerSpecAcmeSolversDns01Route53AuthKubernetes {
  /** A reference to a service account that will be used to request a bound token (also known as "projected token"). */
  readonly serviceAccountRef: IssuerSpecAcmeSolversDns01Route53AuthKubernetesServiceAccountRef;
}

/** A reference to a service account that will be used to request a bound token (also known as "projected token"). */
export interface IssuerSpecAcmeSolversDns01Route53AuthKubernetesServiceAccountRef {
  /** TokenAudiences is an optional list of audiences to include in the token passed to AWS. */
  readonly audiences?: readonly string[];
  /** Name of the ServiceAccount used to request a token. */
  readonly name: string;
}

/** Configure an external webhook based DNS01 challenge solver to manage DNS01 challenge records. */
export interface IssuerSpecAcmeSolversDns01Webhook {
  /** Additional configuration that should be passed to the webhook apiserver when challenges are processed. */
  readonly config?: unknown;
  /** The API group name that should be used when POSTing ChallengePayload resources to the webhook apiserver. */
  readonly groupName: string;
  /** The name of the solver to use, as defined in the webhook provider implementation. */
  readonly solverName: string;
}

/** Configures cert-manager to attempt to complete authorizations by performing the HTTP01 challenge flow. */
export interface IssuerSpecAcmeSolversHttp01 {
  /** The Gateway API is a sig-network community API that models service networking in Kubernetes (https://gateway-api.sigs.k8s.io/). */
  readonly gatewayHTTPRoute?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoute;
  /** The ingress based HTTP01 challenge solver will solve challenges by creating or modifying Ingress resources in order to route requests for … */
  readonly ingress?: IssuerSpecAcmeSolversHttp01Ingress;
}

/** The Gateway API is a sig-network community API that models service networking in Kubernetes (https://gateway-api.sigs.k8s.io/). */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoute {
  /** Custom labels that will be applied to HTTPRoutes created by cert-manager while solving HTTP-01 challenges. */
  readonly labels?: Readonly<Record<string, string>>;
  /** When solving an HTTP-01 challenge, cert-manager creates an HTTPRoute. cert-manager needs to know which parentRefs should be used when creating the HTTPRoute. */
  readonly parentRefs?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRouteParentRefs[];
  /** Optional pod template used to configure the ACME challenge solver pods used for HTTP01 challenges. */
  readonly podTemplate?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplate;
  /** Optional service type for Kubernetes solver service. */
  readonly serviceType?: string;
}

/** ParentReference identifies an API object (usually a Gateway) that can be considered a parent of this resource (usually a route). */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRouteParentRefs {
  /** Group is the group of the referent. */
  readonly group?: string;
  /** Kind is kind of the referent. */
  readonly kind?: string;
  /** Name is the name of the referent. */
  readonly name: string;
  /** Namespace is the namespace of the referent. */
  readonly namespace?: string;
  /** Port is the network port this Route targets. */
  readonly port?: number;
  /** SectionName is the name of a section within the target resource. */
  readonly sectionName?: string;
}

/** Optional pod template used to configure the ACME challenge solver pods used for HTTP01 challenges. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplate {
  /** ObjectMeta overrides for the pod used to solve HTTP01 challenges. */
  readonly metadata?: CertificateSpecSecretTemplate;
  /** PodSpec defines overrides for the HTTP01 challenge solver pod. */
  readonly spec?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpec;
}

/** PodSpec defines overrides for the HTTP01 challenge solver pod. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpec {
  /** If specified, the pod's scheduling constraints */
  readonly affinity?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinity;
  /** If specified, the pod's imagePullSecrets */
  readonly imagePullSecrets?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecImagePullSecrets[];
  /** NodeSelector is a selector which must be true for the pod to fit on a node. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** If specified, the pod's priorityClassName. */
  readonly priorityClassName?: string;
  /** If specified, the pod's resource requirements. */
  readonly resources?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecResources;
  /** If specified, the pod's security context */
  readonly securityContext?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContext;
  /** If specified, the pod's service account */
  readonly serviceAccountName?: string;
  /** If specified, the pod's tolerations. */
  readonly tolerations?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecTolerations[];
}

/** If specified, the pod's scheduling constraints */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinity {
  /** Describes node affinity scheduling rules for the pod. */
  readonly nodeAffinity?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinity;
  /** Describes pod affinity scheduling rules (e.g. co-locate this pod in the same node, zone, etc. as some other pod(s)). */
  readonly podAffinity?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinity;
  /** Describes pod anti-affinity scheduling rules (e.g. avoid putting this pod in the same node, zone, etc. as some other pod(s)). */
  readonly podAntiAffinity?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinity;
}

/** Describes node affinity scheduling rules for the pod. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinity {
  /** The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates … */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecution[];
  /** If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityRequiredDuringSchedulingIgnoredDuringExecution;
}

/** An empty preferred scheduling term matches all objects with implicit weight 0 (i.e. it's a no-op). */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecution {
  /** A node selector term, associated with the corresponding weight. */
  readonly preference: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreference;
  /** Weight associated with matching the corresponding nodeSelectorTerm, in the range 1-100. */
  readonly weight: number;
}

/** A node selector term, associated with the corresponding weight. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreference {
  /** A list of node selector requirements by node's labels. */
  readonly matchExpressions?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreferenceMatchExpressions[];
  /** A list of node selector requirements by node's fields. */
  readonly matchFields?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreferenceMatchExpressions[];
}

/** A node selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreferenceMatchExpressions {
  /** The label key that the selector applies to. */
  readonly key: string;
  /** Represents a key's relationship to a set of values. */
  readonly operator: string;
  /** An array of string values. */
  readonly values?: readonly string[];
}

/** If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityRequiredDuringSchedulingIgnoredDuringExecution {
  /** Required. */
  readonly nodeSelectorTerms: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreference[];
}

/** Describes pod affinity scheduling rules (e.g. co-locate this pod in the same node, zone, etc. as some other pod(s)). */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinity {
  /** The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates … */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecution[];
  /** If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecutionPodAffinityTerm[];
}

/** The weights of all of the matched WeightedPodAffinityTerm fields are added per-node to find the most preferred node(s) */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecution {
  /** Required. */
  readonly podAffinityTerm: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecutionPodAffinityTerm;
  /** weight associated with matching the corresponding podAffinityTerm, in the range 1-100. */
  readonly weight: number;
}

/** Required. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecutionPodAffinityTerm {
  /** A label query over a set of resources, in this case pods. */
  readonly labelSelector?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecutionPodAffinityTermLabelSelector;
  /** MatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration. */
  readonly matchLabelKeys?: readonly string[];
  /** MismatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration. */
  readonly mismatchLabelKeys?: readonly string[];
  /** A label query over the set of namespaces that the term applies to. */
  readonly namespaceSelector?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecutionPodAffinityTermLabelSelector;
  /** namespaces specifies a static list of namespace names that the term applies to. */
  readonly namespaces?: readonly string[];
  /** This pod should be co-located (affinity) or not co-located (anti-affinity) with the pods matching the labelSelector in the specified namespaces, where … */
  readonly topologyKey: string;
}

/** A label query over a set of resources, in this case pods. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityPodAffinityPreferredDuringSchedulingIgnoredDuringExecutionPodAffinityTermLabelSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecAffinityNodeAffinityPreferredDuringSchedulingIgnoredDuringExecutionPreferenceMatchExpressions[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** LocalObjectReference contains enough information to let you locate the referenced object inside the same namespace. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecImagePullSecrets {
  /** Name of the referent. */
  readonly name?: string;
}

/** If specified, the pod's resource requirements. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecResources {
  /** Limits describes the maximum amount of compute resources allowed. */
  readonly limits?: Readonly<Record<string, Quantity>>;
  /** Requests describes the minimum amount of compute resources required. */
  readonly requests?: Readonly<Record<string, Quantity>>;
}

/** If specified, the pod's security context */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContext {
  /** A special supplemental group that applies to all containers in a pod. */
  readonly fsGroup?: number;
  /** fsGroupChangePolicy defines behavior of changing ownership and permission of the volume before being exposed inside Pod. */
  readonly fsGroupChangePolicy?: string;
  /** The GID to run the entrypoint of the container process. */
  readonly runAsGroup?: number;
  /** Indicates that the container must run as a non-root user. */
  readonly runAsNonRoot?: boolean;
  /** The UID to run the entrypoint of the container process. */
  readonly runAsUser?: number;
  /** The SELinux context to be applied to all containers. */
  readonly seLinuxOptions?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContextSeLinuxOptions;
  /** The seccomp options to use by the containers in this pod. */
  readonly seccompProfile?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContextSeccompProfile;
  /** A list of groups applied to the first process run in each container, in addition to the container's primary GID, the fsGroup (if specified), and group … */
  readonly supplementalGroups?: readonly number[];
  /** Sysctls hold a list of namespaced sysctls used for the pod. */
  readonly sysctls?: readonly IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContextSysctls[];
}

/** The SELinux context to be applied to all containers. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContextSeLinuxOptions {
  /** Level is SELinux level label that applies to the container. */
  readonly level?: string;
  /** Role is a SELinux role label that applies to the container. */
  readonly role?: string;
  /** Type is a SELinux type label that applies to the container. */
  readonly type?: string;
  /** User is a SELinux user label that applies to the container. */
  readonly user?: string;
}

/** The seccomp options to use by the containers in this pod. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContextSeccompProfile {
  /** localhostProfile indicates a profile defined in a file on the node should be used. */
  readonly localhostProfile?: string;
  /** type indicates which kind of seccomp profile will be applied. */
  readonly type: string;
}

/** Sysctl defines a kernel parameter to be set */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecSecurityContextSysctls {
  /** Name of a property to set */
  readonly name: string;
  /** Value of a property to set */
  readonly value: string;
}

/** The pod this Toleration is attached to tolerates any taint that matches the triple <key,value,effect> using the matching operator <operator>. */
export interface IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplateSpecTolerations {
  /** Effect indicates the taint effect to match. */
  readonly effect?: string;
  /** Key is the taint key that the toleration applies to. */
  readonly key?: string;
  /** Operator represents a key's relationship to the value. */
  readonly operator?: string;
  /** TolerationSeconds represents the period of time the toleration (which must be of effect NoExecute, otherwise this field is ignored) tolerates the taint. */
  readonly tolerationSeconds?: number;
  /** Value is the taint value the toleration matches to. */
  readonly value?: string;
}

/** The ingress based HTTP01 challenge solver will solve challenges by creating or modifying Ingress resources in order to route requests for … */
export interface IssuerSpecAcmeSolversHttp01Ingress {
  /** This field configures the annotation `kubernetes.io/ingress.class` when creating Ingress resources to solve ACME challenges that use this challenge solver. */
  readonly class?: string;
  /** This field configures the field `ingressClassName` on the created Ingress resources used to solve ACME challenges that use this challenge solver. */
  readonly ingressClassName?: string;
  /** Optional ingress template used to configure the ACME challenge solver ingress used for HTTP01 challenges. */
  readonly ingressTemplate?: IssuerSpecAcmeSolversHttp01IngressIngressTemplate;
  /** The name of the ingress resource that should have ACME challenge solving routes inserted into it in order to solve HTTP01 challenges. */
  readonly name?: string;
  /** Optional pod template used to configure the ACME challenge solver pods used for HTTP01 challenges. */
  readonly podTemplate?: IssuerSpecAcmeSolversHttp01GatewayHTTPRoutePodTemplate;
  /** Optional service type for Kubernetes solver service. */
  readonly serviceType?: string;
}

/** Optional ingress template used to configure the ACME challenge solver ingress used for HTTP01 challenges. */
export interface IssuerSpecAcmeSolversHttp01IngressIngressTemplate {
  /** ObjectMeta overrides for the ingress used to solve HTTP01 challenges. */
  readonly metadata?: CertificateSpecSecretTemplate;
}

/** Selector selects a set of DNSNames on the Certificate resource that should be solved using this challenge solver. */
export interface IssuerSpecAcmeSolversSelector {
  /** List of DNSNames that this solver will be used to solve. */
  readonly dnsNames?: readonly string[];
  /** List of DNSZones that this solver will be used to solve. */
  readonly dnsZones?: readonly string[];
  /** A label selector that is used to refine the set of certificate's that this challenge solver will apply to. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** CA configures this issuer to sign certificates using a signing CA keypair stored in a Secret resource. */
export interface IssuerSpecCa {
  /** The CRL distribution points is an X.509 v3 certificate extension which identifies the location of the CRL from which the revocation of this certificate can … */
  readonly crlDistributionPoints?: readonly string[];
  /** IssuingCertificateURLs is a list of URLs which this issuer should embed into certificates it creates. */
  readonly issuingCertificateURLs?: readonly string[];
  /** The OCSP server list is an X.509 v3 extension that defines a list of URLs of OCSP responders. */
  readonly ocspServers?: readonly string[];
  /** SecretName is the name of the secret used to sign Certificates issued by this Issuer. */
  readonly secretName: string;
}

/** SelfSigned configures this issuer to 'self sign' certificates using the private key used to create the CertificateRequest object. */
export interface IssuerSpecSelfSigned {
  /** The CRL distribution points is an X.509 v3 certificate extension which identifies the location of the CRL from which the revocation of this certificate can … */
  readonly crlDistributionPoints?: readonly string[];
}

/** Vault configures this issuer to sign certificates using a HashiCorp Vault PKI backend. */
export interface IssuerSpecVault {
  /** Auth configures how cert-manager authenticates with the Vault server. */
  readonly auth: IssuerSpecVaultAuth;
  /** Base64-encoded bundle of PEM CAs which will be used to validate the certificate chain presented by Vault. */
  readonly caBundle?: string;
  /** Reference to a Secret containing a bundle of PEM-encoded CAs to use when verifying the certificate chain presented by Vault when using HTTPS. */
  readonly caBundleSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Reference to a Secret containing a PEM-encoded Client Certificate to use when the Vault server requires mTLS. */
  readonly clientCertSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Reference to a Secret containing a PEM-encoded Client Private Key to use when the Vault server requires mTLS. */
  readonly clientKeySecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** Name of the vault namespace. */
  readonly namespace?: string;
  /** Path is the mount path of the Vault PKI backend's `sign` endpoint, e.g: "my_pki_mount/sign/my-role-name". */
  readonly path: string;
  /** Server is the connection address for the Vault server, e.g: "https://vault.example.com:8200". */
  readonly server: string;
  /** ServerName is used to verify the hostname on the returned certificates by the Vault server. */
  readonly serverName?: string;
}

/** Auth configures how cert-manager authenticates with the Vault server. */
export interface IssuerSpecVaultAuth {
  /** AppRole authenticates with Vault using the App Role auth mechanism, with the role and secret stored in a Kubernetes Secret resource. */
  readonly appRole?: IssuerSpecVaultAuthAppRole;
  /** AWS authenticates with Vault using AWS IAM authentication. */
  readonly aws?: IssuerSpecVaultAuthAws;
  /** ClientCertificate authenticates with Vault by presenting a client certificate during the request's TLS handshake. */
  readonly clientCertificate?: IssuerSpecVaultAuthClientCertificate;
  /** Kubernetes authenticates with Vault by passing the ServiceAccount token stored in the named Secret resource to the Vault server. */
  readonly kubernetes?: IssuerSpecVaultAuthKubernetes;
  /** TokenSecretRef authenticates with Vault by presenting a token. */
  readonly tokenSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** AppRole authenticates with Vault using the App Role auth mechanism, with the role and secret stored in a Kubernetes Secret resource. */
export interface IssuerSpecVaultAuthAppRole {
  /** Path where the App Role authentication backend is mounted in Vault, e.g: "approle" */
  readonly path: string;
  /** RoleID configured in the App Role authentication backend when setting up the authentication backend in Vault. */
  readonly roleId: string;
  /** Reference to a key in a Secret that contains the App Role secret used to authenticate with Vault. */
  readonly secretRef: CertificateSpecKeystoresJksPasswordSecretRef;
}

/** AWS authenticates with Vault using AWS IAM authentication. */
export interface IssuerSpecVaultAuthAws {
  /** The ARN of the AWS IAM role to assume using the Kubernetes service account token. */
  readonly iamRoleArn?: string;
  /** The Vault mountPath here is the mount path to use when authenticating with Vault. */
  readonly mountPath?: string;
  /** The AWS region to use for authentication. */
  readonly region?: string;
  /** A required field containing the Vault Role to assume when authenticating. */
  readonly role: string;
  /** A reference to a service account that will be used to request a web identity token for IRSA (IAM Roles for Service Accounts) authentication. */
  readonly serviceAccountRef?: IssuerSpecAcmeSolversDns01Route53AuthKubernetesServiceAccountRef;
  /** The Vault header value to include in the STS signing request. */
  readonly vaultHeaderValue?: string;
}

/** ClientCertificate authenticates with Vault by presenting a client certificate during the request's TLS handshake. */
export interface IssuerSpecVaultAuthClientCertificate {
  /** The Vault mountPath here is the mount path to use when authenticating with Vault. */
  readonly mountPath?: string;
  /** Name of the certificate role to authenticate against. */
  readonly name?: string;
  /** Reference to Kubernetes Secret of type "kubernetes.io/tls" (hence containing tls.crt and tls.key) used to authenticate to Vault using TLS client authentication. */
  readonly secretName?: string;
}

/** Kubernetes authenticates with Vault by passing the ServiceAccount token stored in the named Secret resource to the Vault server. */
export interface IssuerSpecVaultAuthKubernetes {
  /** The Vault mountPath here is the mount path to use when authenticating with Vault. */
  readonly mountPath?: string;
  /** A required field containing the Vault Role to assume. */
  readonly role: string;
  /** The required Secret field containing a Kubernetes ServiceAccount JWT used for authenticating with Vault. */
  readonly secretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** A reference to a service account that will be used to request a bound token (also known as "projected token"). */
  readonly serviceAccountRef?: IssuerSpecAcmeSolversDns01Route53AuthKubernetesServiceAccountRef;
}

/** Venafi configures this issuer to sign certificates using a CyberArk Certificate Manager Self-Hosted or SaaS policy zone. */
export interface IssuerSpecVenafi {
  /** Cloud specifies the CyberArk Certificate Manager SaaS configuration settings. */
  readonly cloud?: IssuerSpecVenafiCloud;
  /** NGTS specifies Palo Alto Networks Next Generation Trust Services (NGTS) configuration using OAuth 2.0 Client Credentials. */
  readonly ngts?: IssuerSpecVenafiNgts;
  /** TPP specifies CyberArk Certificate Manager Self-Hosted configuration settings. */
  readonly tpp?: IssuerSpecVenafiTpp;
  /** Zone is the Certificate Manager Policy Zone to use for this issuer. */
  readonly zone: string;
}

/** Cloud specifies the CyberArk Certificate Manager SaaS configuration settings. */
export interface IssuerSpecVenafiCloud {
  /** APITokenSecretRef is a secret key selector for the CyberArk Certificate Manager SaaS API token. */
  readonly apiTokenSecretRef: CertificateSpecKeystoresJksPasswordSecretRef;
  /** URL is the base URL for CyberArk Certificate Manager SaaS. */
  readonly url?: string;
}

/** NGTS specifies Palo Alto Networks Next Generation Trust Services (NGTS) configuration using OAuth 2.0 Client Credentials. */
export interface IssuerSpecVenafiNgts {
  /** CredentialsRef is a reference to a Kubernetes Secret containing the OAuth 2.0 Client ID and Client Secret. */
  readonly credentialsRef: IssuerSpecVenafiNgtsCredentialsRef;
  /** TokenEndpoint is the OAuth 2.0 token endpoint URL used to obtain access tokens, for example "https://auth.apps.paloaltonetworks.com/oauth2/access_token". */
  readonly tokenEndpoint?: string;
  /** TSGID is the Tenant Service Group ID used to scope the OAuth 2.0 access token, for example "1234567890". */
  readonly tsgID: string;
  /** URL is the base URL for the NGTS API endpoint. */
  readonly url?: string;
}

/** CredentialsRef is a reference to a Kubernetes Secret containing the OAuth 2.0 Client ID and Client Secret. */
export interface IssuerSpecVenafiNgtsCredentialsRef {
  /** Name of the resource being referred to. */
  readonly name: string;
}

/** TPP specifies CyberArk Certificate Manager Self-Hosted configuration settings. */
export interface IssuerSpecVenafiTpp {
  /** Base64-encoded bundle of PEM CAs which will be used to validate the certificate chain presented by the CyberArk Certificate Manager Self-Hosted server. */
  readonly caBundle?: string;
  /** Reference to a Secret containing a base64-encoded bundle of PEM CAs which will be used to validate the certificate chain presented by the CyberArk … */
  readonly caBundleSecretRef?: CertificateSpecKeystoresJksPasswordSecretRef;
  /** CredentialsRef is a reference to a Secret containing the CyberArk Certificate Manager Self-Hosted API credentials. */
  readonly credentialsRef: IssuerSpecVenafiNgtsCredentialsRef;
  /** URL is the base URL for the vedsdk endpoint of the CyberArk Certificate Manager Self-Hosted instance, for example: "https://tpp.example.com/vedsdk". */
  readonly url: string;
}

/** JSONSchemaProps is a JSON-Schema following Specification Draft 4 (http://json-schema.org/). */
export interface JSONSchemaProps {
  readonly $ref?: string;
  readonly $schema?: string;
  readonly additionalItems?: unknown;
  readonly additionalProperties?: unknown;
  readonly allOf?: readonly JSONSchemaProps[];
  readonly anyOf?: readonly JSONSchemaProps[];
  /** default is a default value for undefined object fields. */
  readonly default?: unknown;
  readonly definitions?: Readonly<Record<string, JSONSchemaProps>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly exclusiveMaximum?: boolean;
  readonly exclusiveMinimum?: boolean;
  readonly externalDocs?: ExternalDocumentation;
  /** format is an OpenAPI v3 format string. */
  readonly format?: string;
  readonly id?: string;
  readonly items?: unknown;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly maxProperties?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly minProperties?: number;
  readonly minimum?: number;
  readonly multipleOf?: number;
  readonly not?: JSONSchemaProps;
  readonly nullable?: boolean;
  readonly oneOf?: readonly JSONSchemaProps[];
  readonly pattern?: string;
  readonly patternProperties?: Readonly<Record<string, JSONSchemaProps>>;
  readonly properties?: Readonly<Record<string, JSONSchemaProps>>;
  readonly required?: readonly string[];
  readonly title?: string;
  readonly type?: string;
  readonly uniqueItems?: boolean;
  /** x-kubernetes-embedded-resource defines that the value is an embedded Kubernetes runtime.Object, with TypeMeta and ObjectMeta. */
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  /** x-kubernetes-int-or-string specifies that this value is either an integer or a string. */
  readonly 'x-kubernetes-int-or-string'?: boolean;
  /** x-kubernetes-list-map-keys annotates an array with the x-kubernetes-list-type `map` by specifying the keys used as the index of the map. */
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  /** x-kubernetes-list-type annotates an array to further describe its topology. */
  readonly 'x-kubernetes-list-type'?: string;
  /** x-kubernetes-map-type annotates an object to further describe its topology. */
  readonly 'x-kubernetes-map-type'?: string;
  /** x-kubernetes-preserve-unknown-fields stops the API server decoding step from pruning fields which are not specified in the validation schema. */
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  /** x-kubernetes-validations describes a list of validation rules written in the CEL expression language. */
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** Job represents the configuration of a single job. */
export interface Job {
  readonly apiVersion: 'batch/v1';
  readonly kind: 'Job';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of a job. */
  readonly spec?: JobSpec;
}

/** JobSpec describes how the job execution will look like. */
export interface JobSpec {
  /** Specifies the duration in seconds relative to the startTime that the job may be continuously active before the system tries to terminate it; value must be … */
  readonly activeDeadlineSeconds?: number;
  /** Specifies the number of retries before marking this job failed. */
  readonly backoffLimit?: number;
  /** Specifies the limit for the number of retries within an index before marking this index as failed. */
  readonly backoffLimitPerIndex?: number;
  /** completionMode specifies how Pod completions are tracked. */
  readonly completionMode?: 'Indexed' | 'NonIndexed';
  /** Specifies the desired number of successfully finished pods the job should be run with. */
  readonly completions?: number;
  /** ManagedBy field indicates the controller that manages a Job. */
  readonly managedBy?: string;
  /** manualSelector controls generation of pod labels and pod selectors. */
  readonly manualSelector?: boolean;
  /** Specifies the maximal number of failed indexes before marking the Job as failed, when backoffLimitPerIndex is set. */
  readonly maxFailedIndexes?: number;
  /** Specifies the maximum desired number of pods the job should run at any given time. */
  readonly parallelism?: number;
  /** Specifies the policy of handling failed pods. */
  readonly podFailurePolicy?: PodFailurePolicy;
  /** podReplacementPolicy specifies when to create replacement Pods. */
  readonly podReplacementPolicy?: 'Failed' | 'TerminatingOrFailed';
  /** A label query over pods that should match the pod count. */
  readonly selector?: LabelSelector;
  /** successPolicy specifies the policy when the Job can be declared as succeeded. */
  readonly successPolicy?: SuccessPolicy;
  /** suspend specifies whether the Job controller should create Pods or not. */
  readonly suspend?: boolean;
  /** Describes the pod that will be created when executing a job. */
  readonly template: PodTemplateSpec;
  /** ttlSecondsAfterFinished limits the lifetime of a Job that has finished execution (either Complete or Failed). */
  readonly ttlSecondsAfterFinished?: number;
}

/** JobTemplateSpec describes the data a Job should have when created from a template */
export interface JobTemplateSpec {
  /** Standard object's metadata of the jobs created from this template. */
  readonly metadata?: ObjectMeta;
  /** Specification of the desired behavior of the job. */
  readonly spec?: JobSpec;
}

/** Maps a string key to a path within a volume. */
export interface KeyToPath {
  /** key is the key to project. */
  readonly key: string;
  /** mode is Optional: mode bits used to set permissions on this file. */
  readonly mode?: number;
  /** path is the relative path of the file to map the key to. */
  readonly path: string;
}

/** A label selector is a label query over a set of resources. */
export interface LabelSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A label selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface LabelSelectorRequirement {
  /** key is the label key that the selector applies to. */
  readonly key: string;
  /** operator represents a key's relationship to a set of values. */
  readonly operator: string;
  /** values is an array of string values. */
  readonly values?: readonly string[];
}

/** Lease defines a lease concept. */
export interface Lease {
  readonly apiVersion: 'coordination.k8s.io/v1';
  readonly kind: 'Lease';
  /** More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata */
  readonly metadata: ObjectMeta;
  /** spec contains the specification of the Lease. */
  readonly spec?: LeaseSpec;
}

/** LeaseSpec is a specification of a Lease. */
export interface LeaseSpec {
  /** acquireTime is a time when the current lease was acquired. */
  readonly acquireTime?: string;
  /** holderIdentity contains the identity of the holder of a current lease. */
  readonly holderIdentity?: string;
  /** leaseDurationSeconds is a duration that candidates for a lease need to wait to force acquire it. */
  readonly leaseDurationSeconds?: number;
  /** leaseTransitions is the number of transitions of a lease between holders. */
  readonly leaseTransitions?: number;
  /** PreferredHolder signals to a lease holder that the lease has a more optimal holder and should be given up. */
  readonly preferredHolder?: string;
  /** renewTime is a time when the current holder of a lease has last updated the lease. */
  readonly renewTime?: string;
  /** Strategy indicates the strategy for picking the leader for coordinated leader election. */
  readonly strategy?: string;
}

/** Lifecycle describes actions that the management system should take in response to container lifecycle events. */
export interface Lifecycle {
  /** PostStart is called immediately after a container is created. */
  readonly postStart?: LifecycleHandler;
  /** PreStop is called immediately before a container is terminated due to an API request or management event such as liveness/startup probe failure, preemption, … */
  readonly preStop?: LifecycleHandler;
  /** StopSignal defines which signal will be sent to a container when it is being stopped. */
  readonly stopSignal?: 'SIGABRT' | 'SIGALRM' | 'SIGBUS' | 'SIGCHLD' | 'SIGCLD' | 'SIGCONT' | 'SIGFPE' | 'SIGHUP' | 'SIGILL' | 'SIGINT' | 'SIGIO' | 'SIGIOT' | 'SIGKILL' | 'SIGPIPE' | 'SIGPOLL' | 'SIGPROF' | 'SIGPWR' | 'SIGQUIT' | 'SIGRTMAX' | 'SIGRTMAX-1' | 'SIGRTMAX-10' | 'SIGRTMAX-11' | 'SIGRTMAX-12' | 'SIGRTMAX-13' | 'SIGRTMAX-14' | 'SIGRTMAX-2' | 'SIGRTMAX-3' | 'SIGRTMAX-4' | 'SIGRTMAX-5' | 'SIGRTMAX-6' | 'SIGRTMAX-7' | 'SIGRTMAX-8' | 'SIGRTMAX-9' | 'SIGRTMIN' | 'SIGRTMIN+1' | 'SIGRTMIN+10' | 'SIGRTMIN+11' | 'SIGRTMIN+12' | 'SIGRTMIN+13' | 'SIGRTMIN+14' | 'SIGRTMIN+15' | 'SIGRTMIN+2' | 'SIGRTMIN+3' | 'SIGRTMIN+4' | 'SIGRTMIN+5' | 'SIGRTMIN+6' | 'SIGRTMIN+7' | 'SIGRTMIN+8' | 'SIGRTMIN+9' | 'SIGSEGV' | 'SIGSTKFLT' | 'SIGSTOP' | 'SIGSYS' | 'SIGTERM' | 'SIGTRAP' | 'SIGTSTP' | 'SIGTTIN' | 'SIGTTOU' | 'SIGURG' | 'SIGUSR1' | 'SIGUSR2' | 'SIGVTALRM' | 'SIGWINCH' | 'SIGXCPU' | 'SIGXFSZ';
}

/** LifecycleHandler defines a specific action that should be taken in a lifecycle hook. */
export interface LifecycleHandler {
  /** Exec specifies a command to execute in the container. */
  readonly exec?: ExecAction;
  /** HTTPGet specifies an HTTP GET request to perform. */
  readonly httpGet?: HTTPGetAction;
  /** Sleep represents a duration that the container should sleep. */
  readonly sleep?: SleepAction;
  /** Deprecated. */
  readonly tcpSocket?: TCPSocketAction;
}

/** LimitRange sets resource usage limits for each kind of resource in a Namespace. */
export interface LimitRange {
  readonly apiVersion: 'v1';
  readonly kind: 'LimitRange';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Spec defines the limits enforced. */
  readonly spec?: LimitRangeSpec;
}

/** LimitRangeItem defines a min/max usage limit for any resource that matches on kind. */
export interface LimitRangeItem {
  /** Default resource requirement limit value by resource name if resource limit is omitted. */
  readonly default?: Readonly<Record<string, Quantity>>;
  /** DefaultRequest is the default resource requirement request value by resource name if resource request is omitted. */
  readonly defaultRequest?: Readonly<Record<string, Quantity>>;
  /** Max usage constraints on this kind by resource name. */
  readonly max?: Readonly<Record<string, Quantity>>;
  /** MaxLimitRequestRatio if specified, the named resource must have a request and limit that are both non-zero where limit divided by request is less than or … */
  readonly maxLimitRequestRatio?: Readonly<Record<string, Quantity>>;
  /** Min usage constraints on this kind by resource name. */
  readonly min?: Readonly<Record<string, Quantity>>;
  /** Type of resource that this limit applies to. */
  readonly type: string;
}

/** LimitRangeSpec defines a min/max usage limit for resources that match on kind. */
export interface LimitRangeSpec {
  /** Limits is the list of LimitRangeItem objects that are enforced. */
  readonly limits: readonly LimitRangeItem[];
}

/** LocalObjectReference contains enough information to let you locate the referenced object inside the same namespace. */
export interface LocalObjectReference {
  /** Name of the referent. */
  readonly name?: string;
}

/** Local represents directly-attached storage with node affinity */
export interface LocalVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** path of the full path to the volume on the node. */
  readonly path: string;
}

/** MachineAutoscaler is the Schema for the machineautoscalers API */
export interface MachineAutoscaler {
  readonly apiVersion: 'autoscaling.openshift.io/v1beta1';
  readonly kind: 'MachineAutoscaler';
  readonly metadata: ObjectMeta;
  /** Specification of constraints of a scalable resource */
  readonly spec?: MachineAutoscalerSpec;
}

/** Specification of constraints of a scalable resource */
export interface MachineAutoscalerSpec {
  /** MaxReplicas constrains the maximal number of replicas of a scalable resource */
  readonly maxReplicas: number;
  /** MinReplicas constrains the minimal number of replicas of a scalable resource */
  readonly minReplicas: number;
  /** ScaleTargetRef holds reference to a scalable resource */
  readonly scaleTargetRef: MachineAutoscalerSpecScaleTargetRef;
}

/** ScaleTargetRef holds reference to a scalable resource */
export interface MachineAutoscalerSpecScaleTargetRef {
  /** APIVersion defines the versioned schema of this representation of an object. */
  readonly apiVersion?: string;
  /** Kind is a string value representing the REST resource this object represents. */
  readonly kind: string;
  /** Name specifies a name of an object, e.g. worker-us-east-1a. */
  readonly name: string;
}

/** MachineDeployment is the Schema for the machinedeployments API. */
export interface MachineDeployment {
  readonly apiVersion: 'cluster.x-k8s.io/v1beta2';
  readonly kind: 'MachineDeployment';
  readonly metadata: ObjectMeta;
  /** spec is the desired state of MachineDeployment. */
  readonly spec: MachineDeploymentSpec;
}

/** spec is the desired state of MachineDeployment. */
export interface MachineDeploymentSpec {
  /** clusterName is the name of the Cluster this object belongs to. */
  readonly clusterName: string;
  /** deletion contains configuration options for MachineDeployment deletion. */
  readonly deletion?: MachineDeploymentSpecDeletion;
  /** machineNaming allows changing the naming pattern used when creating Machines. */
  readonly machineNaming?: MachineDeploymentSpecMachineNaming;
  /** paused indicates that the deployment is paused. */
  readonly paused?: boolean;
  /** remediation controls how unhealthy Machines are remediated. */
  readonly remediation?: MachineDeploymentSpecRemediation;
  /** replicas is the number of desired machines. */
  readonly replicas?: number;
  /** rollout allows you to configure the behaviour of rolling updates to the MachineDeployment Machines. */
  readonly rollout?: MachineDeploymentSpecRollout;
  /** selector is the label selector for machines. */
  readonly selector: MachineDeploymentSpecSelector;
  /** template describes the machines that will be created. */
  readonly template: MachineDeploymentSpecTemplate;
}

/** deletion contains configuration options for MachineDeployment deletion. */
export interface MachineDeploymentSpecDeletion {
  /** order defines the order in which Machines are deleted when downscaling. */
  readonly order?: 'Newest' | 'Oldest' | 'Random';
}

/** machineNaming allows changing the naming pattern used when creating Machines. */
export interface MachineDeploymentSpecMachineNaming {
  /** template defines the template to use for generating the names of the Machine objects. */
  readonly template?: string;
}

/** remediation controls how unhealthy Machines are remediated. */
export interface MachineDeploymentSpecRemediation {
  /** maxInFlight determines how many in flight remediations should happen at the same time. */
  readonly maxInFlight?: IntOrString;
}

/** rollout allows you to configure the behaviour of rolling updates to the MachineDeployment Machines. */
export interface MachineDeploymentSpecRollout {
  /** after is a field to indicate a rollout should be performed after the specified time even if no changes have been made to the MachineDeployment. */
  readonly after?: string;
  /** strategy specifies how to roll out control plane Machines. */
  readonly strategy?: MachineDeploymentSpecRolloutStrategy;
}

/** strategy specifies how to roll out control plane Machines. */
export interface MachineDeploymentSpecRolloutStrategy {
  /** rollingUpdate is the rolling update config params. */
  readonly rollingUpdate?: MachineDeploymentSpecRolloutStrategyRollingUpdate;
  /** type of rollout. */
  readonly type: 'OnDelete' | 'RollingUpdate';
}

/** rollingUpdate is the rolling update config params. */
export interface MachineDeploymentSpecRolloutStrategyRollingUpdate {
  /** maxSurge is the maximum number of machines that can be scheduled above the desired number of machines. */
  readonly maxSurge?: IntOrString;
  /** maxUnavailable is the maximum number of machines that can be unavailable during the update. */
  readonly maxUnavailable?: IntOrString;
}

/** selector is the label selector for machines. */
export interface MachineDeploymentSpecSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly MachineDeploymentSpecSelectorMatchExpressions[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A label selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface MachineDeploymentSpecSelectorMatchExpressions {
  /** key is the label key that the selector applies to. */
  readonly key: string;
  /** operator represents a key's relationship to a set of values. */
  readonly operator: string;
  /** values is an array of string values. */
  readonly values?: readonly string[];
}

/** template describes the machines that will be created. */
export interface MachineDeploymentSpecTemplate {
  /** metadata is the standard object's metadata. */
  readonly metadata?: MachineDeploymentSpecTemplateMetadata;
  /** spec is the specification of the desired behavior of the machine. */
  readonly spec: MachineDeploymentSpecTemplateSpec;
}

/** metadata is the standard object's metadata. */
export interface MachineDeploymentSpecTemplateMetadata {
  /** annotations is an unstructured key value map stored with a resource that may be set by external tools to store and retrieve arbitrary metadata. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** labels is a map of string keys and values that can be used to organize and categorize (scope and select) objects. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** spec is the specification of the desired behavior of the machine. */
export interface MachineDeploymentSpecTemplateSpec {
  /** bootstrap is a reference to a local struct which encapsulates fields to configure the Machine’s bootstrapping mechanism. */
  readonly bootstrap: MachineDeploymentSpecTemplateSpecBootstrap;
  /** clusterName is the name of the Cluster this object belongs to. */
  readonly clusterName: string;
  /** deletion contains configuration options for Machine deletion. */
  readonly deletion?: MachineDeploymentSpecTemplateSpecDeletion;
  /** failureDomain is the failure domain the machine will be created in. */
  readonly failureDomain?: string;
  /** infrastructureRef is a required reference to a custom resource offered by an infrastructure provider. */
  readonly infrastructureRef: MachineDeploymentSpecTemplateSpecBootstrapConfigRef;
  /** minReadySeconds is the minimum number of seconds for which a Machine should be ready before considering it available. */
  readonly minReadySeconds?: number;
  /** providerID is the identification ID of the machine provided by the provider. */
  readonly providerID?: string;
  /** readinessGates specifies additional conditions to include when evaluating Machine Ready condition. */
  readonly readinessGates?: readonly MachineDeploymentSpecTemplateSpecReadinessGates[];
  /** taints are the node taints that Cluster API will manage. */
  readonly taints?: readonly MachineDeploymentSpecTemplateSpecTaints[];
  /** version defines the desired Kubernetes version. */
  readonly version?: string;
}

/** bootstrap is a reference to a local struct which encapsulates fields to configure the Machine’s bootstrapping mechanism. */
export interface MachineDeploymentSpecTemplateSpecBootstrap {
  /** configRef is a reference to a bootstrap provider-specific resource that holds configuration details. */
  readonly configRef?: MachineDeploymentSpecTemplateSpecBootstrapConfigRef;
  /** dataSecretName is the name of the secret that stores the bootstrap data script. */
  readonly dataSecretName?: string;
}

/** configRef is a reference to a bootstrap provider-specific resource that holds configuration details. */
export interface MachineDeploymentSpecTemplateSpecBootstrapConfigRef {
  /** apiGroup is the group of the resource being referenced. apiGroup must be fully qualified domain name. */
  readonly apiGroup: string;
  /** kind of the resource being referenced. kind must consist of alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric … */
  readonly kind: string;
  /** name of the resource being referenced. name must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric … */
  readonly name: string;
}

/** deletion contains configuration options for Machine deletion. */
export interface MachineDeploymentSpecTemplateSpecDeletion {
  /** nodeDeletionTimeoutSeconds defines how long the controller will attempt to delete the Node that the Machine hosts after the Machine is marked for deletion. */
  readonly nodeDeletionTimeoutSeconds?: number;
  /** nodeDrainTimeoutSeconds is the total amount of time that the controller will spend on draining a node. */
  readonly nodeDrainTimeoutSeconds?: number;
  /** nodeVolumeDetachTimeoutSeconds is the total amount of time that the controller will spend on waiting for all volumes to be detached. */
  readonly nodeVolumeDetachTimeoutSeconds?: number;
}

/** MachineReadinessGate contains the type of a Machine condition to be used as a readiness gate. */
export interface MachineDeploymentSpecTemplateSpecReadinessGates {
  /** conditionType refers to a condition with matching type in the Machine's condition list. */
  readonly conditionType: string;
  /** polarity of the conditionType specified in this readinessGate. */
  readonly polarity?: 'Negative' | 'Positive';
}

/** MachineTaint defines a taint equivalent to corev1.Taint, but additionally having a propagation field. */
export interface MachineDeploymentSpecTemplateSpecTaints {
  /** effect is the effect for the taint. */
  readonly effect: 'NoExecute' | 'NoSchedule' | 'PreferNoSchedule';
  /** key is the taint key to be applied to a node. */
  readonly key: string;
  /** propagation defines how this taint should be propagated to nodes. */
  readonly propagation: 'Always' | 'OnInitialization';
  /** value is the taint value corresponding to the taint key. */
  readonly value?: string;
}

/** MachineSet ensures that a specified number of machines replicas are running at any given time. */
export interface MachineSet {
  readonly apiVersion: 'machine.openshift.io/v1beta1';
  readonly kind: 'MachineSet';
  readonly metadata: ObjectMeta;
  /** MachineSetSpec defines the desired state of MachineSet */
  readonly spec?: MachineSetSpec;
}

/** MachineSetSpec defines the desired state of MachineSet */
export interface MachineSetSpec {
  /** deletePolicy defines the policy used to identify nodes to delete when downscaling. */
  readonly deletePolicy?: 'Newest' | 'Oldest' | 'Random';
  /** minReadySeconds is the minimum number of seconds for which a newly created machine should be ready. */
  readonly minReadySeconds?: number;
  /** replicas is the number of desired replicas. */
  readonly replicas?: number;
  /** selector is a label query over machines that should match the replica count. */
  readonly selector?: MachineSetSpecSelector;
  /** template is the object that describes the machine that will be created if insufficient replicas are detected. */
  readonly template?: MachineSetSpecTemplate;
}

/** selector is a label query over machines that should match the replica count. */
export interface MachineSetSpecSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly MachineSetSpecSelectorMatchExpressions[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A label selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface MachineSetSpecSelectorMatchExpressions {
  /** key is the label key that the selector applies to. */
  readonly key: string;
  /** operator represents a key's relationship to a set of values. */
  readonly operator: string;
  /** values is an array of string values. */
  readonly values?: readonly string[];
}

/** template is the object that describes the machine that will be created if insufficient replicas are detected. */
export interface MachineSetSpecTemplate {
  /** Standard object's metadata. */
  readonly metadata?: MachineSetSpecTemplateMetadata;
  /** Specification of the desired behavior of the machine. */
  readonly spec?: MachineSetSpecTemplateSpec;
}

/** Standard object's metadata. */
export interface MachineSetSpecTemplateMetadata {
  /** annotations is an unstructured key value map stored with a resource that may be set by external tools to store and retrieve arbitrary metadata. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** generateName is an optional prefix, used by the server, to generate a unique name ONLY IF the Name field has not been provided. */
  readonly generateName?: string;
  /** Map of string keys and values that can be used to organize and categorize (scope and select) objects. */
  readonly labels?: Readonly<Record<string, string>>;
  /** name must be unique within a namespace. */
  readonly name?: string;
  /** namespace defines the space within each name must be unique. */
  readonly namespace?: string;
  /** List of objects depended by this object. */
  readonly ownerReferences?: readonly MachineSetSpecTemplateMetadataOwnerReferences[];
}

/** OwnerReference contains enough information to let you identify an owning object. */
export interface MachineSetSpecTemplateMetadataOwnerReferences {
  /** API version of the referent. */
  readonly apiVersion: string;
  /** If true, AND if the owner has the "foregroundDeletion" finalizer, then the owner cannot be deleted from the key-value store until this reference is removed. */
  readonly blockOwnerDeletion?: boolean;
  /** If true, this reference points to the managing controller. */
  readonly controller?: boolean;
  /** Kind of the referent. */
  readonly kind: string;
  /** Name of the referent. */
  readonly name: string;
  /** UID of the referent. */
  readonly uid: string;
}

/** Specification of the desired behavior of the machine. */
export interface MachineSetSpecTemplateSpec {
  /** lifecycleHooks allow users to pause operations on the machine at certain predefined points within the machine lifecycle. */
  readonly lifecycleHooks?: MachineSetSpecTemplateSpecLifecycleHooks;
  /** ObjectMeta will autopopulate the Node created. */
  readonly metadata?: MachineSetSpecTemplateMetadata;
  /** providerID is the identification ID of the machine provided by the provider. */
  readonly providerID?: string;
  /** providerSpec details Provider-specific configuration to use during node creation. */
  readonly providerSpec?: MachineSetSpecTemplateSpecProviderSpec;
  /** The list of the taints to be applied to the corresponding Node in additive manner. */
  readonly taints?: readonly MachineSetSpecTemplateSpecTaints[];
}

/** lifecycleHooks allow users to pause operations on the machine at certain predefined points within the machine lifecycle. */
export interface MachineSetSpecTemplateSpecLifecycleHooks {
  /** preDrain hooks prevent the machine from being drained. */
  readonly preDrain?: readonly MachineSetSpecTemplateSpecLifecycleHooksPreDrain[];
  /** preTerminate hooks prevent the machine from being terminated. */
  readonly preTerminate?: readonly MachineSetSpecTemplateSpecLifecycleHooksPreDrain[];
}

/** LifecycleHook represents a single instance of a lifecycle hook */
export interface MachineSetSpecTemplateSpecLifecycleHooksPreDrain {
  /** name defines a unique name for the lifcycle hook. */
  readonly name: string;
  /** owner defines the owner of the lifecycle hook. */
  readonly owner: string;
}

/** providerSpec details Provider-specific configuration to use during node creation. */
export interface MachineSetSpecTemplateSpecProviderSpec {
  /** value is an inlined, serialized representation of the resource configuration. */
  readonly value?: Readonly<Record<string, unknown>>;
}

/** The node this Taint is attached to has the "effect" on any pod that does not tolerate the Taint. */
export interface MachineSetSpecTemplateSpecTaints {
  /** Required. */
  readonly effect: string;
  /** Required. */
  readonly key: string;
  /** TimeAdded represents the time at which the taint was added. */
  readonly timeAdded?: string;
  /** The taint value corresponding to the taint key. */
  readonly value?: string;
}

/** ManagedFieldsEntry is a workflow-id, a FieldSet and the group version of the resource that the fieldset applies to. */
export interface ManagedFieldsEntry {
  /** APIVersion defines the version of this resource that this field set applies to. */
  readonly apiVersion?: string;
  /** FieldsType is the discriminator for the different fields format and version. */
  readonly fieldsType?: string;
  /** FieldsV1 holds the first JSON version format as described in the "FieldsV1" type. */
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
  /** Manager is an identifier of the workflow managing these fields. */
  readonly manager?: string;
  /** Operation is the type of operation which lead to this ManagedFieldsEntry being created. */
  readonly operation?: string;
  /** Subresource is the name of the subresource used to update that object, or empty string if the object was updated through the main resource. */
  readonly subresource?: string;
  /** Time is the timestamp of when the ManagedFields entry was added. */
  readonly time?: string;
}

/** MatchCondition represents a condition which must by fulfilled for a request to be sent to a webhook. */
export interface MatchCondition {
  /** Expression represents the expression which will be evaluated by CEL. */
  readonly expression: string;
  /** Name is an identifier for this match condition, used for strategic merging of MatchConditions, as well as providing an identifier for logging purposes. */
  readonly name: string;
}

/** MatchResources decides whether to run the admission control policy on an object based on whether it meets the match criteria. */
export interface MatchResources {
  /** ExcludeResourceRules describes what operations on what resources/subresources the ValidatingAdmissionPolicy should not care about. */
  readonly excludeResourceRules?: readonly NamedRuleWithOperations[];
  /** matchPolicy defines how the "MatchResources" list is used to match incoming requests. */
  readonly matchPolicy?: 'Equivalent' | 'Exact';
  /** NamespaceSelector decides whether to run the admission control policy on an object based on whether the namespace for that object matches the selector. */
  readonly namespaceSelector?: LabelSelector;
  /** ObjectSelector decides whether to run the validation based on if the object has matching labels. objectSelector is evaluated against both the oldObject and … */
  readonly objectSelector?: LabelSelector;
  /** ResourceRules describes what operations on what resources/subresources the ValidatingAdmissionPolicy matches. */
  readonly resourceRules?: readonly NamedRuleWithOperations[];
}

/** MetricIdentifier defines the name and optionally selector for a metric */
export interface MetricIdentifier {
  /** name is the name of the given metric */
  readonly name: string;
  /** selector is the string-encoded form of a standard kubernetes label selector for the given metric When set, it is passed as an additional parameter to the … */
  readonly selector?: LabelSelector;
}

/** MetricSpec specifies how to scale based on a single metric (only `type` and one other matching field should be set at once). */
export interface MetricSpec {
  /** containerResource refers to a resource metric (such as those specified in requests and limits) known to Kubernetes describing a single container in each pod … */
  readonly containerResource?: ContainerResourceMetricSource;
  /** external refers to a global metric that is not associated with any Kubernetes object. */
  readonly external?: ExternalMetricSource;
  /** object refers to a metric describing a single kubernetes object (for example, hits-per-second on an Ingress object). */
  readonly object?: ObjectMetricSource;
  /** pods refers to a metric describing each pod in the current scale target (for example, transactions-processed-per-second). */
  readonly pods?: PodsMetricSource;
  /** resource refers to a resource metric (such as those specified in requests and limits) known to Kubernetes describing each pod in the current scale target (e.g. */
  readonly resource?: ResourceMetricSource;
  /** type is the type of metric source. */
  readonly type: string;
}

/** MetricTarget defines the target value, average value, or average utilization of a specific metric */
export interface MetricTarget {
  /** averageUtilization is the target value of the average of the resource metric across all relevant pods, represented as a percentage of the requested value of … */
  readonly averageUtilization?: number;
  /** averageValue is the target value of the average of the metric across all relevant pods (as a quantity) */
  readonly averageValue?: Quantity;
  /** type represents whether the metric type is Utilization, Value, or AverageValue */
  readonly type: string;
  /** value is the target value of the metric (as a quantity). */
  readonly value?: Quantity;
}

/** Represents an NFS mount that lasts the lifetime of a pod. */
export interface NFSVolumeSource {
  /** path that is exported by the NFS server. */
  readonly path: string;
  /** readOnly here will force the NFS export to be mounted with read-only permissions. */
  readonly readOnly?: boolean;
  /** server is the hostname or IP address of the NFS server. */
  readonly server: string;
}

/** NamedRuleWithOperations is a tuple of Operations and Resources with ResourceNames. */
export interface NamedRuleWithOperations {
  /** APIGroups is the API groups the resources belong to. '*' is all groups. */
  readonly apiGroups?: readonly string[];
  /** APIVersions is the API versions the resources belong to. '*' is all versions. */
  readonly apiVersions?: readonly string[];
  /** Operations is the operations the admission hook cares about - CREATE, UPDATE, DELETE, CONNECT or * for all of those operations and any future admission … */
  readonly operations?: readonly ('*' | 'CONNECT' | 'CREATE' | 'DELETE' | 'UPDATE')[];
  /** ResourceNames is an optional white list of names that the rule applies to. */
  readonly resourceNames?: readonly string[];
  /** Resources is a list of resources this rule applies to. */
  readonly resources?: readonly string[];
  /** scope specifies the scope of this rule. */
  readonly scope?: string;
}

/** Namespace provides a scope for Names. */
export interface Namespace {
  readonly apiVersion: 'v1';
  readonly kind: 'Namespace';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Spec defines the behavior of the Namespace. */
  readonly spec?: NamespaceSpec;
}

/** NamespaceSpec describes the attributes on a Namespace. */
export interface NamespaceSpec {
  /** Finalizers is an opaque list of values that must be empty to permanently remove object from storage. */
  readonly finalizers?: readonly string[];
}

/** NetworkPolicy describes what network traffic is allowed for a set of Pods */
export interface NetworkPolicy {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** spec represents the specification of the desired behavior for this NetworkPolicy. */
  readonly spec?: NetworkPolicySpec;
}

/** NetworkPolicyEgressRule describes a particular set of traffic that is allowed out of pods matched by a NetworkPolicySpec's podSelector. */
export interface NetworkPolicyEgressRule {
  /** ports is a list of destination ports for outgoing traffic. */
  readonly ports?: readonly NetworkPolicyPort[];
  /** to is a list of destinations for outgoing traffic of pods selected for this rule. */
  readonly to?: readonly NetworkPolicyPeer[];
}

/** NetworkPolicyIngressRule describes a particular set of traffic that is allowed to the pods matched by a NetworkPolicySpec's podSelector. */
export interface NetworkPolicyIngressRule {
  /** from is a list of sources which should be able to access the pods selected for this rule. */
  readonly from?: readonly NetworkPolicyPeer[];
  /** ports is a list of ports which should be made accessible on the pods selected for this rule. */
  readonly ports?: readonly NetworkPolicyPort[];
}

/** NetworkPolicyPeer describes a peer to allow traffic to/from. */
export interface NetworkPolicyPeer {
  /** ipBlock defines policy on a particular IPBlock. */
  readonly ipBlock?: IPBlock;
  /** namespaceSelector selects namespaces using cluster-scoped labels. */
  readonly namespaceSelector?: LabelSelector;
  /** podSelector is a label selector which selects pods. */
  readonly podSelector?: LabelSelector;
}

/** NetworkPolicyPort describes a port to allow traffic on */
export interface NetworkPolicyPort {
  /** endPort indicates that the range of ports from port to endPort if set, inclusive, should be allowed by the policy. */
  readonly endPort?: number;
  /** port represents the port on the given protocol. */
  readonly port?: IntOrString;
  /** protocol represents the protocol (TCP, UDP, or SCTP) which traffic must match. */
  readonly protocol?: 'SCTP' | 'TCP' | 'UDP';
}

/** NetworkPolicySpec provides the specification of a NetworkPolicy */
export interface NetworkPolicySpec {
  /** egress is a list of egress rules to be applied to the selected pods. */
  readonly egress?: readonly NetworkPolicyEgressRule[];
  /** ingress is a list of ingress rules to be applied to the selected pods. */
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  /** podSelector selects the pods to which this NetworkPolicy object applies. */
  readonly podSelector?: LabelSelector;
  /** policyTypes is a list of rule types that the NetworkPolicy relates to. */
  readonly policyTypes?: readonly ('Egress' | 'Ingress')[];
}

/** Node is a worker node in Kubernetes. */
export interface Node {
  readonly apiVersion: 'v1';
  readonly kind: 'Node';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Spec defines the behavior of a node. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status */
  readonly spec?: NodeSpec;
}

/** Node affinity is a group of node affinity scheduling rules. */
export interface NodeAffinity {
  /** The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates … */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly PreferredSchedulingTerm[];
  /** If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
}

/** NodeConfigSource specifies a source of node configuration. */
export interface NodeConfigSource {
  /** ConfigMap is a reference to a Node's ConfigMap */
  readonly configMap?: ConfigMapNodeConfigSource;
}

/** NodeFeatureRule resource specifies a configuration for feature-based customization of node objects, such as node labeling. */
export interface NodeFeatureRule {
  readonly apiVersion: 'nfd.k8s-sigs.io/v1alpha1';
  readonly kind: 'NodeFeatureRule';
  readonly metadata: ObjectMeta;
  /** Spec defines the rules to be evaluated. */
  readonly spec: NodeFeatureRuleSpec;
}

/** Spec defines the rules to be evaluated. */
export interface NodeFeatureRuleSpec {
  /** Rules is a list of node customization rules. */
  readonly rules: readonly NodeFeatureRuleSpecRules[];
}

/** Rule defines a rule for node customization such as labeling. */
export interface NodeFeatureRuleSpecRules {
  /** Annotations to create if the rule matches. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** ExtendedResources to create if the rule matches. */
  readonly extendedResources?: Readonly<Record<string, string>>;
  /** Labels to create if the rule matches. */
  readonly labels?: Readonly<Record<string, string>>;
  /** LabelsTemplate specifies a template to expand for dynamically generating multiple labels. */
  readonly labelsTemplate?: string;
  /** MatchAny specifies a list of matchers one of which must match. */
  readonly matchAny?: readonly NodeFeatureRuleSpecRulesMatchAny[];
  /** MatchFeatures specifies a set of matcher terms all of which must match. */
  readonly matchFeatures?: readonly NodeFeatureRuleSpecRulesMatchAnyMatchFeatures[];
  /** Name of the rule. */
  readonly name: string;
  /** Taints to create if the rule matches. */
  readonly taints?: readonly NodeFeatureRuleSpecRulesTaints[];
  /** Vars is the variables to store if the rule matches. */
  readonly vars?: Readonly<Record<string, string>>;
  /** VarsTemplate specifies a template to expand for dynamically generating multiple variables. */
  readonly varsTemplate?: string;
}

/** MatchAnyElem specifies one sub-matcher of MatchAny. */
export interface NodeFeatureRuleSpecRulesMatchAny {
  /** MatchFeatures specifies a set of matcher terms all of which must match. */
  readonly matchFeatures: readonly NodeFeatureRuleSpecRulesMatchAnyMatchFeatures[];
}

/** FeatureMatcherTerm defines requirements against one feature set. */
export interface NodeFeatureRuleSpecRulesMatchAnyMatchFeatures {
  /** Feature is the name of the feature set to match against. */
  readonly feature: string;
  /** MatchExpressions is the set of per-element expressions evaluated. */
  readonly matchExpressions?: Readonly<Record<string, NodeFeatureRuleSpecRulesMatchAnyMatchFeaturesMatchExpressions>>;
  /** MatchName in an expression that is matched against the name of each element in the feature set. */
  readonly matchName?: NodeFeatureRuleSpecRulesMatchAnyMatchFeaturesMatchExpressions;
}

/** MatchExpression specifies an expression to evaluate against a set of input values. */
export interface NodeFeatureRuleSpecRulesMatchAnyMatchFeaturesMatchExpressions {
  /** Op is the operator to be applied. */
  readonly op: 'DoesNotExist' | 'Exists' | 'Gt' | 'GtLt' | 'In' | 'InRegexp' | 'IsFalse' | 'IsTrue' | 'Lt' | 'NotIn';
  /** Value is the list of values that the operand evaluates the input against. */
  readonly value?: readonly string[];
}

/** The node this Taint is attached to has the "effect" on any pod that does not tolerate the Taint. */
export interface NodeFeatureRuleSpecRulesTaints {
  /** Required. */
  readonly effect: string;
  /** Required. */
  readonly key: string;
  /** TimeAdded represents the time at which the taint was added. */
  readonly timeAdded?: string;
  /** The taint value corresponding to the taint key. */
  readonly value?: string;
}

export interface NodeOverlay {
  readonly apiVersion: 'karpenter.sh/v1alpha1';
  readonly kind: 'NodeOverlay';
  readonly metadata: ObjectMeta;
  readonly spec: NodeOverlaySpec;
}

export interface NodeOverlaySpec {
  /** Capacity adds extended resources only, and does not replace any existing resources. */
  readonly capacity?: Readonly<Record<string, Quantity>>;
  /** Price specifies amount for an instance types that match the specified labels. */
  readonly price?: string;
  /** PriceAdjustment specifies the price change for matching instance types. */
  readonly priceAdjustment?: string;
  /** requirements constrain when this NodeOverlay is applied during scheduling simulations. */
  readonly requirements: readonly NodeOverlaySpecRequirements[];
  /** Weight defines the priority of this NodeOverlay when overriding node attributes. */
  readonly weight?: number;
}

/** A node selector requirement is a selector that contains values, a key, an operator that relates the key and values to have at least that many values. */
export interface NodeOverlaySpecRequirements {
  /** The label key that the selector applies to. */
  readonly key: string;
  /** Represents a key's relationship to a set of values. */
  readonly operator: 'DoesNotExist' | 'Exists' | 'Gt' | 'Gte' | 'In' | 'Lt' | 'Lte' | 'NotIn';
  /** An array of string values. */
  readonly values?: readonly string[];
}

/** NodePool is the Schema for the NodePools API */
export interface NodePool {
  readonly apiVersion: 'karpenter.sh/v1';
  readonly kind: 'NodePool';
  readonly metadata: ObjectMeta;
  /** NodePoolSpec is the top level nodepool specification. */
  readonly spec: NodePoolSpec;
}

/** NodePoolSpec is the top level nodepool specification. */
export interface NodePoolSpec {
  /** Disruption contains the parameters that relate to Karpenter's disruption logic */
  readonly disruption?: NodePoolSpecDisruption;
  /** Limits define a set of bounds for provisioning capacity. */
  readonly limits?: Readonly<Record<string, Quantity>>;
  /** Replicas is the desired number of nodes for the NodePool. */
  readonly replicas?: number;
  /** Template contains the template of possibilities for the provisioning logic to launch a NodeClaim with. */
  readonly template: NodePoolSpecTemplate;
  /** Weight is the priority given to the nodepool during scheduling. */
  readonly weight?: number;
}

/** Disruption contains the parameters that relate to Karpenter's disruption logic */
export interface NodePoolSpecDisruption {
  /** Budgets is a list of Budgets. */
  readonly budgets?: readonly NodePoolSpecDisruptionBudgets[];
  /** ConsolidateAfter is the duration the controller will wait before attempting to terminate nodes that are underutilized. */
  readonly consolidateAfter?: string;
  /** ConsolidationPolicy describes which nodes Karpenter can disrupt through its consolidation algorithm. */
  readonly consolidationPolicy?: 'Balanced' | 'WhenEmpty' | 'WhenEmptyOrUnderutilized';
}

/** Budget defines when Karpenter will restrict the number of Node Claims that can be terminating simultaneously. */
export interface NodePoolSpecDisruptionBudgets {
  /** Duration determines how long a Budget is active since each Schedule hit. */
  readonly duration?: string;
  /** Nodes dictates the maximum number of NodeClaims owned by this NodePool that can be terminating at once. */
  readonly nodes?: string;
  /** reasons is a list of disruption methods that this budget applies to. */
  readonly reasons?: readonly ('Drifted' | 'Empty' | 'Underutilized' | 'Unhealthy')[];
  /** Schedule specifies when a budget begins being active, following the upstream cronjob syntax. */
  readonly schedule?: string;
}

/** Template contains the template of possibilities for the provisioning logic to launch a NodeClaim with. */
export interface NodePoolSpecTemplate {
  readonly metadata?: NodePoolSpecTemplateMetadata;
  /** NodeClaimTemplateSpec describes the desired state of the NodeClaim in the Nodepool NodeClaimTemplateSpec is used in the NodePool's NodeClaimTemplate, with … */
  readonly spec: NodePoolSpecTemplateSpec;
}

export interface NodePoolSpecTemplateMetadata {
  /** annotations is an unstructured key value map stored with a resource that may be set by external tools to store and retrieve arbitrary metadata. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** labels is a map of string keys and values that can be used to organize and categorize (scope and select) objects. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** NodeClaimTemplateSpec describes the desired state of the NodeClaim in the Nodepool NodeClaimTemplateSpec is used in the NodePool's NodeClaimTemplate, with … */
export interface NodePoolSpecTemplateSpec {
  /** ExpireAfter is the duration the controller will wait before terminating a node, measured from when the node is created. */
  readonly expireAfter?: string;
  /** NodeClassRef is a reference to an object that defines provider specific configuration */
  readonly nodeClassRef: NodePoolSpecTemplateSpecNodeClassRef;
  /** Requirements are layered with GetLabels and applied to every node. */
  readonly requirements: readonly NodePoolSpecTemplateSpecRequirements[];
  /** startupTaints are taints that are applied to nodes upon startup which are expected to be removed automatically within a short period of time, typically by a … */
  readonly startupTaints?: readonly NodePoolSpecTemplateSpecStartupTaints[];
  /** taints will be applied to the NodeClaim's node. */
  readonly taints?: readonly NodePoolSpecTemplateSpecStartupTaints[];
  /** TerminationGracePeriod is the maximum duration the controller will wait before forcefully deleting the pods on a node, measured from when deletion is first … */
  readonly terminationGracePeriod?: string;
}

/** NodeClassRef is a reference to an object that defines provider specific configuration */
export interface NodePoolSpecTemplateSpecNodeClassRef {
  /** API version of the referent */
  readonly group: string;
  /** Kind of the referent; More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds" */
  readonly kind: string;
  /** Name of the referent; More info: http://kubernetes.io/docs/user-guide/identifiers#names */
  readonly name: string;
}

/** A node selector requirement is a selector that contains values, a key, an operator that relates the key and values and minValues that represent the … */
export interface NodePoolSpecTemplateSpecRequirements {
  /** The label key that the selector applies to. */
  readonly key: string;
  /** This field is ALPHA and can be dropped or replaced at any time MinValues is the minimum number of unique values required to define the flexibility of the … */
  readonly minValues?: number;
  /** Represents a key's relationship to a set of values. */
  readonly operator: 'DoesNotExist' | 'Exists' | 'Gt' | 'Gte' | 'In' | 'Lt' | 'Lte' | 'NotIn';
  /** An array of string values. */
  readonly values?: readonly string[];
}

/** The node this Taint is attached to has the "effect" on any pod that does not tolerate the Taint. */
export interface NodePoolSpecTemplateSpecStartupTaints {
  /** Required. */
  readonly effect: 'NoExecute' | 'NoSchedule' | 'PreferNoSchedule';
  /** Required. */
  readonly key: string;
  /** TimeAdded represents the time at which the taint was added. */
  readonly timeAdded?: string;
  /** The taint value corresponding to the taint key. */
  readonly value?: string;
}

/** A node selector represents the union of the results of one or more label queries over a set of nodes; that is, it represents the OR of the selectors … */
export interface NodeSelector {
  /** Required. */
  readonly nodeSelectorTerms: readonly NodeSelectorTerm[];
}

/** A node selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface NodeSelectorRequirement {
  /** The label key that the selector applies to. */
  readonly key: string;
  /** Represents a key's relationship to a set of values. */
  readonly operator: 'DoesNotExist' | 'Exists' | 'Gt' | 'In' | 'Lt' | 'NotIn';
  /** An array of string values. */
  readonly values?: readonly string[];
}

/** A null or empty node selector term matches no objects. */
export interface NodeSelectorTerm {
  /** A list of node selector requirements by node's labels. */
  readonly matchExpressions?: readonly NodeSelectorRequirement[];
  /** A list of node selector requirements by node's fields. */
  readonly matchFields?: readonly NodeSelectorRequirement[];
}

/** NodeSpec describes the attributes that a node is created with. */
export interface NodeSpec {
  /** Deprecated: Previously used to specify the source of the node's configuration for the DynamicKubeletConfig feature. */
  readonly configSource?: NodeConfigSource;
  /** Deprecated. */
  readonly externalID?: string;
  /** PodCIDR represents the pod IP range assigned to the node. */
  readonly podCIDR?: string;
  /** podCIDRs represents the IP ranges assigned to the node for usage by Pods on that node. */
  readonly podCIDRs?: readonly string[];
  /** ID of the node assigned by the cloud provider in the format: <ProviderName>://<ProviderSpecificNodeID> */
  readonly providerID?: string;
  /** If specified, the node's taints. */
  readonly taints?: readonly Taint[];
  /** Unschedulable controls node schedulability of new pods. */
  readonly unschedulable?: boolean;
}

/** ObjectFieldSelector selects an APIVersioned field of an object. */
export interface ObjectFieldSelector {
  /** Version of the schema the FieldPath is written in terms of, defaults to "v1". */
  readonly apiVersion?: string;
  /** Path of the field to select in the specified API version. */
  readonly fieldPath: string;
}

/** ObjectMeta is metadata that all persisted resources must have, which includes all objects users must create. */
export interface ObjectMeta {
  /** Annotations is an unstructured key value map stored with a resource that may be set by external tools to store and retrieve arbitrary metadata. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** CreationTimestamp is a timestamp representing the server time when this object was created. */
  readonly creationTimestamp?: string;
  /** Number of seconds allowed for this object to gracefully terminate before it will be removed from the system. */
  readonly deletionGracePeriodSeconds?: number;
  /** DeletionTimestamp is RFC 3339 date and time at which this resource will be deleted. */
  readonly deletionTimestamp?: string;
  /** Must be empty before the object is deleted from the registry. */
  readonly finalizers?: readonly string[];
  /** GenerateName is an optional prefix, used by the server, to generate a unique name ONLY IF the Name field has not been provided. */
  readonly generateName?: string;
  /** A sequence number representing a specific generation of the desired state. */
  readonly generation?: number;
  /** Map of string keys and values that can be used to organize and categorize (scope and select) objects. */
  readonly labels?: Readonly<Record<string, string>>;
  /** ManagedFields maps workflow-id and version to the set of fields that are managed by that workflow. */
  readonly managedFields?: readonly ManagedFieldsEntry[];
  /** Name must be unique within a namespace. */
  readonly name?: string;
  /** Namespace defines the space within which each name must be unique. */
  readonly namespace?: string;
  /** List of objects depended by this object. */
  readonly ownerReferences?: readonly OwnerReference[];
  /** An opaque value that represents the internal version of this object that can be used by clients to determine when objects have changed. */
  readonly resourceVersion?: string;
  /** Deprecated: selfLink is a legacy read-only field that is no longer populated by the system. */
  readonly selfLink?: string;
  /** UID is the unique in time and space value for this object. */
  readonly uid?: string;
}

/** ObjectMetricSource indicates how to scale on a metric describing a kubernetes object (for example, hits-per-second on an Ingress object). */
export interface ObjectMetricSource {
  /** describedObject specifies the descriptions of a object,such as kind,name apiVersion */
  readonly describedObject: CrossVersionObjectReference;
  /** metric identifies the target metric by name and selector */
  readonly metric: MetricIdentifier;
  /** target specifies the target value for the given metric */
  readonly target: MetricTarget;
}

/** ObjectReference contains enough information to let you inspect or modify the referred object. */
export interface ObjectReference {
  /** API version of the referent. */
  readonly apiVersion?: string;
  /** If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as … */
  readonly fieldPath?: string;
  /** Kind of the referent. */
  readonly kind?: string;
  /** Name of the referent. */
  readonly name?: string;
  /** Namespace of the referent. */
  readonly namespace?: string;
  /** Specific resourceVersion to which this reference is made, if any. */
  readonly resourceVersion?: string;
  /** UID of the referent. */
  readonly uid?: string;
}

/** OpaqueDeviceConfiguration contains configuration parameters for a driver in a format defined by the driver vendor. */
export interface OpaqueDeviceConfiguration {
  /** Driver is used to determine which kubelet plugin needs to be passed these configuration parameters. */
  readonly driver: string;
  /** Parameters can contain arbitrary data. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Overhead structure represents the resource overhead associated with running a pod. */
export interface Overhead {
  /** podFixed represents the fixed resource overhead associated with running a pod. */
  readonly podFixed?: Readonly<Record<string, Quantity>>;
}

/** OwnerReference contains enough information to let you identify an owning object. */
export interface OwnerReference {
  /** API version of the referent. */
  readonly apiVersion: string;
  /** If true, AND if the owner has the "foregroundDeletion" finalizer, then the owner cannot be deleted from the key-value store until this reference is removed. */
  readonly blockOwnerDeletion?: boolean;
  /** If true, this reference points to the managing controller. */
  readonly controller?: boolean;
  /** Kind of the referent. */
  readonly kind: string;
  /** Name of the referent. */
  readonly name: string;
  /** UID of the referent. */
  readonly uid: string;
}

/** ParamKind is a tuple of Group Kind and Version. */
export interface ParamKind {
  /** APIVersion is the API group version the resources belong to. */
  readonly apiVersion?: string;
  /** Kind is the API kind the resources belong to. */
  readonly kind?: string;
}

/** ParamRef describes how to locate the params to be used as input to expressions of rules applied by a policy binding. */
export interface ParamRef {
  /** name is the name of the resource being referenced. */
  readonly name?: string;
  /** namespace is the namespace of the referenced resource. */
  readonly namespace?: string;
  /** `parameterNotFoundAction` controls the behavior of the binding when the resource exists, and name or selector is valid, but there are no parameters matched … */
  readonly parameterNotFoundAction?: string;
  /** selector can be used to match multiple param objects based on their labels. */
  readonly selector?: LabelSelector;
}

/** PersistentVolume (PV) is a storage resource provisioned by an administrator. */
export interface PersistentVolume {
  readonly apiVersion: 'v1';
  readonly kind: 'PersistentVolume';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** spec defines a specification of a persistent volume owned by the cluster. */
  readonly spec?: PersistentVolumeSpec;
}

/** PersistentVolumeClaim is a user's request for and claim to a persistent volume */
export interface PersistentVolumeClaim {
  readonly apiVersion: 'v1';
  readonly kind: 'PersistentVolumeClaim';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** spec defines the desired characteristics of a volume requested by a pod author. */
  readonly spec?: PersistentVolumeClaimSpec;
}

/** PersistentVolumeClaimSpec describes the common attributes of storage devices and allows a Source for provider-specific attributes */
export interface PersistentVolumeClaimSpec {
  /** accessModes contains the desired access modes the volume should have. */
  readonly accessModes?: readonly ('ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOnce' | 'ReadWriteOncePod')[];
  /** dataSource field can be used to specify either: * An existing VolumeSnapshot object (snapshot.storage.k8s.io/VolumeSnapshot) * An existing PVC … */
  readonly dataSource?: TypedLocalObjectReference;
  /** dataSourceRef specifies the object from which to populate the volume with data, if a non-empty volume is desired. */
  readonly dataSourceRef?: TypedObjectReference;
  /** resources represents the minimum resources the volume should have. */
  readonly resources?: VolumeResourceRequirements;
  /** selector is a label query over volumes to consider for binding. */
  readonly selector?: LabelSelector;
  /** storageClassName is the name of the StorageClass required by the claim. */
  readonly storageClassName?: string;
  /** volumeAttributesClassName may be used to set the VolumeAttributesClass used by this claim. */
  readonly volumeAttributesClassName?: string;
  /** volumeMode defines what type of volume is required by the claim. */
  readonly volumeMode?: 'Block' | 'Filesystem';
  /** volumeName is the binding reference to the PersistentVolume backing this claim. */
  readonly volumeName?: string;
}

/** PersistentVolumeClaimTemplate is used to produce PersistentVolumeClaim objects as part of an EphemeralVolumeSource. */
export interface PersistentVolumeClaimTemplate {
  /** May contain labels and annotations that will be copied into the PVC when creating it. */
  readonly metadata?: ObjectMeta;
  /** The specification for the PersistentVolumeClaim. */
  readonly spec: PersistentVolumeClaimSpec;
}

/** PersistentVolumeClaimVolumeSource references the user's PVC in the same namespace. */
export interface PersistentVolumeClaimVolumeSource {
  /** claimName is the name of a PersistentVolumeClaim in the same namespace as the pod using this volume. */
  readonly claimName: string;
  /** readOnly Will force the ReadOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
}

/** PersistentVolumeSpec is the specification of a persistent volume. */
export interface PersistentVolumeSpec {
  /** accessModes contains all ways the volume can be mounted. */
  readonly accessModes?: readonly ('ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOnce' | 'ReadWriteOncePod')[];
  /** awsElasticBlockStore represents an AWS Disk resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly awsElasticBlockStore?: AWSElasticBlockStoreVolumeSource;
  /** azureDisk represents an Azure Data Disk mount on the host and bind mount to the pod. */
  readonly azureDisk?: AzureDiskVolumeSource;
  /** azureFile represents an Azure File Service mount on the host and bind mount to the pod. */
  readonly azureFile?: AzureFilePersistentVolumeSource;
  /** capacity is the description of the persistent volume's resources and capacity. */
  readonly capacity?: Readonly<Record<string, Quantity>>;
  /** cephFS represents a Ceph FS mount on the host that shares a pod's lifetime. */
  readonly cephfs?: CephFSPersistentVolumeSource;
  /** cinder represents a cinder volume attached and mounted on kubelets host machine. */
  readonly cinder?: CinderPersistentVolumeSource;
  /** claimRef is part of a bi-directional binding between PersistentVolume and PersistentVolumeClaim. */
  readonly claimRef?: ObjectReference;
  /** csi represents storage that is handled by an external CSI driver. */
  readonly csi?: CSIPersistentVolumeSource;
  /** fc represents a Fibre Channel resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly fc?: FCVolumeSource;
  /** flexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin. */
  readonly flexVolume?: FlexPersistentVolumeSource;
  /** flocker represents a Flocker volume attached to a kubelet's host machine and exposed to the pod for its usage. */
  readonly flocker?: FlockerVolumeSource;
  /** gcePersistentDisk represents a GCE Disk resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly gcePersistentDisk?: GCEPersistentDiskVolumeSource;
  /** glusterfs represents a Glusterfs volume that is attached to a host and exposed to the pod. */
  readonly glusterfs?: GlusterfsPersistentVolumeSource;
  /** hostPath represents a directory on the host. */
  readonly hostPath?: HostPathVolumeSource;
  /** iscsi represents an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly iscsi?: ISCSIPersistentVolumeSource;
  /** local represents directly-attached storage with node affinity */
  readonly local?: LocalVolumeSource;
  /** mountOptions is the list of mount options, e.g. ["ro", "soft"]. */
  readonly mountOptions?: readonly string[];
  /** nfs represents an NFS mount on the host. */
  readonly nfs?: NFSVolumeSource;
  /** nodeAffinity defines constraints that limit what nodes this volume can be accessed from. */
  readonly nodeAffinity?: VolumeNodeAffinity;
  /** persistentVolumeReclaimPolicy defines what happens to a persistent volume when released from its claim. */
  readonly persistentVolumeReclaimPolicy?: 'Delete' | 'Recycle' | 'Retain';
  /** photonPersistentDisk represents a PhotonController persistent disk attached and mounted on kubelets host machine. */
  readonly photonPersistentDisk?: PhotonPersistentDiskVolumeSource;
  /** portworxVolume represents a portworx volume attached and mounted on kubelets host machine. */
  readonly portworxVolume?: PortworxVolumeSource;
  /** quobyte represents a Quobyte mount on the host that shares a pod's lifetime. */
  readonly quobyte?: QuobyteVolumeSource;
  /** rbd represents a Rados Block Device mount on the host that shares a pod's lifetime. */
  readonly rbd?: RBDPersistentVolumeSource;
  /** scaleIO represents a ScaleIO persistent volume attached and mounted on Kubernetes nodes. */
  readonly scaleIO?: ScaleIOPersistentVolumeSource;
  /** storageClassName is the name of StorageClass to which this persistent volume belongs. */
  readonly storageClassName?: string;
  /** storageOS represents a StorageOS volume that is attached to the kubelet's host machine and mounted into the pod. */
  readonly storageos?: StorageOSPersistentVolumeSource;
  /** Name of VolumeAttributesClass to which this persistent volume belongs. */
  readonly volumeAttributesClassName?: string;
  /** volumeMode defines if a volume is intended to be used with a formatted filesystem or to remain in raw block state. */
  readonly volumeMode?: 'Block' | 'Filesystem';
  /** vsphereVolume represents a vSphere volume attached and mounted on kubelets host machine. */
  readonly vsphereVolume?: VsphereVirtualDiskVolumeSource;
}

/** Represents a Photon Controller persistent disk resource. */
export interface PhotonPersistentDiskVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** pdID is the ID that identifies Photon Controller persistent disk */
  readonly pdID: string;
}

/** Pod is a collection of containers that can run on a host. */
export interface Pod {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of the pod. */
  readonly spec?: PodSpec;
}

/** Pod affinity is a group of inter pod affinity scheduling rules. */
export interface PodAffinity {
  /** The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates … */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[];
  /** If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[];
}

/** Defines a set of pods (namely those matching the labelSelector relative to the given namespace(s)) that this pod should be co-located (affinity) or not … */
export interface PodAffinityTerm {
  /** A label query over a set of resources, in this case pods. */
  readonly labelSelector?: LabelSelector;
  /** MatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration. */
  readonly matchLabelKeys?: readonly string[];
  /** MismatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration. */
  readonly mismatchLabelKeys?: readonly string[];
  /** A label query over the set of namespaces that the term applies to. */
  readonly namespaceSelector?: LabelSelector;
  /** namespaces specifies a static list of namespace names that the term applies to. */
  readonly namespaces?: readonly string[];
  /** This pod should be co-located (affinity) or not co-located (anti-affinity) with the pods matching the labelSelector in the specified namespaces, where … */
  readonly topologyKey: string;
}

/** Pod anti affinity is a group of inter pod anti affinity scheduling rules. */
export interface PodAntiAffinity {
  /** The scheduler will prefer to schedule pods to nodes that satisfy the anti-affinity expressions specified by this field, but it may choose a node that … */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[];
  /** If the anti-affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node. */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[];
}

/** PodCertificateProjection provides a private key and X.509 certificate in the pod filesystem. */
export interface PodCertificateProjection {
  /** Write the certificate chain at this path in the projected volume. */
  readonly certificateChainPath?: string;
  /** Write the credential bundle at this path in the projected volume. */
  readonly credentialBundlePath?: string;
  /** Write the key at this path in the projected volume. */
  readonly keyPath?: string;
  /** The type of keypair Kubelet will generate for the pod. */
  readonly keyType: string;
  /** maxExpirationSeconds is the maximum lifetime permitted for the certificate. */
  readonly maxExpirationSeconds?: number;
  /** Kubelet's generated CSRs will be addressed to this signer. */
  readonly signerName: string;
}

/** PodDNSConfig defines the DNS parameters of a pod in addition to those generated from DNSPolicy. */
export interface PodDNSConfig {
  /** A list of DNS name server IP addresses. */
  readonly nameservers?: readonly string[];
  /** A list of DNS resolver options. */
  readonly options?: readonly PodDNSConfigOption[];
  /** A list of DNS search domains for host-name lookup. */
  readonly searches?: readonly string[];
}

/** PodDNSConfigOption defines DNS resolver options of a pod. */
export interface PodDNSConfigOption {
  /** Name is this DNS resolver option's name. */
  readonly name?: string;
  /** Value is this DNS resolver option's value. */
  readonly value?: string;
}

/** PodDisruptionBudget is an object to define the max disruption that can be caused to a collection of pods */
export interface PodDisruptionBudget {
  readonly apiVersion: 'policy/v1';
  readonly kind: 'PodDisruptionBudget';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of the PodDisruptionBudget. */
  readonly spec?: PodDisruptionBudgetSpec;
}

/** PodDisruptionBudgetSpec is a description of a PodDisruptionBudget. */
export interface PodDisruptionBudgetSpec {
  /** An eviction is allowed if at most "maxUnavailable" pods selected by "selector" are unavailable after the eviction, i.e. even in absence of the evicted pod. */
  readonly maxUnavailable?: IntOrString;
  /** An eviction is allowed if at least "minAvailable" pods selected by "selector" will still be available after the eviction, i.e. even in the absence of the … */
  readonly minAvailable?: IntOrString;
  /** Label query over pods whose evictions are managed by the disruption budget. */
  readonly selector?: LabelSelector;
  /** UnhealthyPodEvictionPolicy defines the criteria for when unhealthy pods should be considered for eviction. */
  readonly unhealthyPodEvictionPolicy?: 'AlwaysAllow' | 'IfHealthyBudget';
}

/** PodFailurePolicy describes how failed pods influence the backoffLimit. */
export interface PodFailurePolicy {
  /** A list of pod failure policy rules. */
  readonly rules: readonly PodFailurePolicyRule[];
}

/** PodFailurePolicyOnExitCodesRequirement describes the requirement for handling a failed pod based on its container exit codes. */
export interface PodFailurePolicyOnExitCodesRequirement {
  /** Restricts the check for exit codes to the container with the specified name. */
  readonly containerName?: string;
  /** Represents the relationship between the container exit code(s) and the specified values. */
  readonly operator: 'In' | 'NotIn';
  /** Specifies the set of values. */
  readonly values: readonly number[];
}

/** PodFailurePolicyOnPodConditionsPattern describes a pattern for matching an actual pod condition type. */
export interface PodFailurePolicyOnPodConditionsPattern {
  /** Specifies the required Pod condition status. */
  readonly status: string;
  /** Specifies the required Pod condition type. */
  readonly type: string;
}

/** PodFailurePolicyRule describes how a pod failure is handled when the requirements are met. */
export interface PodFailurePolicyRule {
  /** Specifies the action taken on a pod failure when the requirements are satisfied. */
  readonly action: 'Count' | 'FailIndex' | 'FailJob' | 'Ignore';
  /** Represents the requirement on the container exit codes. */
  readonly onExitCodes?: PodFailurePolicyOnExitCodesRequirement;
  /** Represents the requirement on the pod conditions. */
  readonly onPodConditions?: readonly PodFailurePolicyOnPodConditionsPattern[];
}

/** The `PodMonitor` custom resource definition (CRD) defines how `Prometheus` and `PrometheusAgent` can scrape metrics from a group of pods. */
export interface PodMonitor {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'PodMonitor';
  readonly metadata: ObjectMeta;
  /** Specification of desired Pod selection for target discovery by Prometheus. */
  readonly spec: PodMonitorSpec;
}

/** Specification of desired Pod selection for target discovery by Prometheus. */
export interface PodMonitorSpec {
  /** `attachMetadata` defines additional metadata which is added to the discovered targets. */
  readonly attachMetadata?: ServiceMonitorSpecAttachMetadata;
  /** When defined, bodySizeLimit specifies a job level limit on the size of uncompressed response body that will be accepted by Prometheus. */
  readonly bodySizeLimit?: string;
  /** Whether to convert all scraped classic histograms into a native histogram with custom buckets. */
  readonly convertClassicHistogramsToNHCB?: boolean;
  /** The protocol to use if a scrape returns blank, unparseable, or otherwise invalid Content-Type. */
  readonly fallbackScrapeProtocol?: 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusProto' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  /** The label to use to retrieve the job name from. `jobLabel` selects the label from the associated Kubernetes `Pod` object which will be used as the `job` … */
  readonly jobLabel?: string;
  /** Per-scrape limit on the number of targets dropped by relabeling that will be kept in memory. 0 means no limit. */
  readonly keepDroppedTargets?: number;
  /** Per-scrape limit on number of labels that will be accepted for a sample. */
  readonly labelLimit?: number;
  /** Per-scrape limit on length of labels name that will be accepted for a sample. */
  readonly labelNameLengthLimit?: number;
  /** Per-scrape limit on length of labels value that will be accepted for a sample. */
  readonly labelValueLengthLimit?: number;
  /** `namespaceSelector` defines in which namespace(s) Prometheus should discover the pods. */
  readonly namespaceSelector?: ServiceMonitorSpecNamespaceSelector;
  /** If there are more than this many buckets in a native histogram, buckets will be merged to stay within the limit. */
  readonly nativeHistogramBucketLimit?: number;
  /** If the growth factor of one bucket to the next is smaller than this, buckets will be merged to increase the factor sufficiently. */
  readonly nativeHistogramMinBucketFactor?: Quantity;
  /** Defines how to scrape metrics from the selected pods. */
  readonly podMetricsEndpoints?: readonly PodMonitorSpecPodMetricsEndpoints[];
  /** `podTargetLabels` defines the labels which are transferred from the associated Kubernetes `Pod` object onto the ingested metrics. */
  readonly podTargetLabels?: readonly string[];
  /** `sampleLimit` defines a per-scrape limit on the number of scraped samples that will be accepted. */
  readonly sampleLimit?: number;
  /** The scrape class to apply. */
  readonly scrapeClass?: string;
  /** Whether to scrape a classic histogram that is also exposed as a native histogram. */
  readonly scrapeClassicHistograms?: boolean;
  /** `scrapeProtocols` defines the protocols to negotiate during a scrape. */
  readonly scrapeProtocols?: readonly ('OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusProto' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0')[];
  /** Label selector to select the Kubernetes `Pod` objects to scrape metrics from. */
  readonly selector: ServiceMonitorSpecSelector;
  /** Mechanism used to select the endpoints to scrape. */
  readonly selectorMechanism?: 'RelabelConfig' | 'RoleSelector';
  /** `targetLimit` defines a limit on the number of scraped targets that will be accepted. */
  readonly targetLimit?: number;
}

/** PodMetricsEndpoint defines an endpoint serving Prometheus metrics to be scraped by Prometheus. */
export interface PodMonitorSpecPodMetricsEndpoints {
  /** `authorization` configures the Authorization header credentials to use when scraping the target. */
  readonly authorization?: ServiceMonitorSpecEndpointsAuthorization;
  /** `basicAuth` configures the Basic Authentication credentials to use when scraping the target. */
  readonly basicAuth?: ServiceMonitorSpecEndpointsBasicAuth;
  /** `bearerTokenSecret` specifies a key of a Secret containing the bearer token for scraping targets. */
  readonly bearerTokenSecret?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** `enableHttp2` can be used to disable HTTP2 when scraping the target. */
  readonly enableHttp2?: boolean;
  /** When true, the pods which are not running (e.g. either in Failed or Succeeded state) are dropped during the target discovery. */
  readonly filterRunning?: boolean;
  /** `followRedirects` defines whether the scrape requests should follow HTTP 3xx redirects. */
  readonly followRedirects?: boolean;
  /** When true, `honorLabels` preserves the metric's labels when they collide with the target's labels. */
  readonly honorLabels?: boolean;
  /** `honorTimestamps` controls whether Prometheus preserves the timestamps when exposed by the target. */
  readonly honorTimestamps?: boolean;
  /** Interval at which Prometheus scrapes the metrics from the target. */
  readonly interval?: string;
  /** `metricRelabelings` configures the relabeling rules to apply to the samples before ingestion. */
  readonly metricRelabelings?: readonly ServiceMonitorSpecEndpointsMetricRelabelings[];
  /** `noProxy` is a comma-separated string that can contain IPs, CIDR notation, domain names that should be excluded from proxying. */
  readonly noProxy?: string;
  /** `oauth2` configures the OAuth2 settings to use when scraping the target. */
  readonly oauth2?: ServiceMonitorSpecEndpointsOauth2;
  /** `params` define optional HTTP URL parameters. */
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** HTTP path from which to scrape for metrics. */
  readonly path?: string;
  /** The `Pod` port name which exposes the endpoint. */
  readonly port?: string;
  /** The `Pod` port number which exposes the endpoint. */
  readonly portNumber?: number;
  /** ProxyConnectHeader optionally specifies headers to send to proxies during CONNECT requests. */
  readonly proxyConnectHeader?: Readonly<Record<string, readonly ServiceMonitorSpecEndpointsAuthorizationCredentials[]>>;
  /** Whether to use the proxy configuration defined by environment variables (HTTP_PROXY, HTTPS_PROXY, and NO_PROXY). */
  readonly proxyFromEnvironment?: boolean;
  /** `proxyURL` defines the HTTP proxy server to use. */
  readonly proxyUrl?: string;
  /** `relabelings` configures the relabeling rules to apply the target's metadata labels. */
  readonly relabelings?: readonly ServiceMonitorSpecEndpointsMetricRelabelings[];
  /** HTTP scheme to use for scraping. */
  readonly scheme?: 'http' | 'https';
  /** Timeout after which Prometheus considers the scrape to be failed. */
  readonly scrapeTimeout?: string;
  /** Name or number of the target port of the `Pod` object behind the Service, the port must be specified with container port property. */
  readonly targetPort?: IntOrString;
  /** TLS configuration to use when scraping the target. */
  readonly tlsConfig?: ServiceMonitorSpecEndpointsOauth2TlsConfig;
  /** `trackTimestampsStaleness` defines whether Prometheus tracks staleness of the metrics that have an explicit timestamp present in scraped data. */
  readonly trackTimestampsStaleness?: boolean;
}

/** PodOS defines the OS parameters of a pod. */
export interface PodOS {
  /** Name is the name of the operating system. */
  readonly name: string;
}

/** PodReadinessGate contains the reference to a pod condition */
export interface PodReadinessGate {
  /** ConditionType refers to a condition in the pod's condition list with matching type. */
  readonly conditionType: string;
}

/** PodResourceClaim references exactly one ResourceClaim, either directly or by naming a ResourceClaimTemplate which is then turned into a ResourceClaim for … */
export interface PodResourceClaim {
  /** Name uniquely identifies this resource claim inside the pod. */
  readonly name: string;
  /** ResourceClaimName is the name of a ResourceClaim object in the same namespace as this pod. */
  readonly resourceClaimName?: string;
  /** ResourceClaimTemplateName is the name of a ResourceClaimTemplate object in the same namespace as this pod. */
  readonly resourceClaimTemplateName?: string;
}

/** PodSchedulingGate is associated to a Pod to guard its scheduling. */
export interface PodSchedulingGate {
  /** Name of the scheduling gate. */
  readonly name: string;
}

/** PodSecurityContext holds pod-level security attributes and common container settings. */
export interface PodSecurityContext {
  /** appArmorProfile is the AppArmor options to use by the containers in this pod. */
  readonly appArmorProfile?: AppArmorProfile;
  /** A special supplemental group that applies to all containers in a pod. */
  readonly fsGroup?: number;
  /** fsGroupChangePolicy defines behavior of changing ownership and permission of the volume before being exposed inside Pod. */
  readonly fsGroupChangePolicy?: 'Always' | 'OnRootMismatch';
  /** The GID to run the entrypoint of the container process. */
  readonly runAsGroup?: number;
  /** Indicates that the container must run as a non-root user. */
  readonly runAsNonRoot?: boolean;
  /** The UID to run the entrypoint of the container process. */
  readonly runAsUser?: number;
  /** seLinuxChangePolicy defines how the container's SELinux label is applied to all volumes used by the Pod. */
  readonly seLinuxChangePolicy?: string;
  /** The SELinux context to be applied to all containers. */
  readonly seLinuxOptions?: SELinuxOptions;
  /** The seccomp options to use by the containers in this pod. */
  readonly seccompProfile?: SeccompProfile;
  /** A list of groups applied to the first process run in each container, in addition to the container's primary GID and fsGroup (if specified). */
  readonly supplementalGroups?: readonly number[];
  /** Defines how supplemental groups of the first container processes are calculated. */
  readonly supplementalGroupsPolicy?: 'Merge' | 'Strict';
  /** Sysctls hold a list of namespaced sysctls used for the pod. */
  readonly sysctls?: readonly Sysctl[];
  /** The Windows specific settings applied to all containers. */
  readonly windowsOptions?: WindowsSecurityContextOptions;
}

/** PodSpec is a description of a pod. */
export interface PodSpec {
  /** Optional duration in seconds the pod may be active on the node relative to StartTime before the system will actively try to mark it failed and kill … */
  readonly activeDeadlineSeconds?: number;
  /** If specified, the pod's scheduling constraints */
  readonly affinity?: Affinity;
  /** AutomountServiceAccountToken indicates whether a service account token should be automatically mounted. */
  readonly automountServiceAccountToken?: boolean;
  /** List of containers belonging to the pod. */
  readonly containers: readonly Container[];
  /** Specifies the DNS parameters of a pod. */
  readonly dnsConfig?: PodDNSConfig;
  /** Set DNS policy for the pod. */
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  /** EnableServiceLinks indicates whether information about services should be injected into pod's environment variables, matching the syntax of Docker links. */
  readonly enableServiceLinks?: boolean;
  /** List of ephemeral containers run in this pod. */
  readonly ephemeralContainers?: readonly EphemeralContainer[];
  /** HostAliases is an optional list of hosts and IPs that will be injected into the pod's hosts file if specified. */
  readonly hostAliases?: readonly HostAlias[];
  /** Use the host's ipc namespace. */
  readonly hostIPC?: boolean;
  /** Host networking requested for this pod. */
  readonly hostNetwork?: boolean;
  /** Use the host's pid namespace. */
  readonly hostPID?: boolean;
  /** Use the host's user namespace. */
  readonly hostUsers?: boolean;
  /** Specifies the hostname of the Pod If not specified, the pod's hostname will be set to a system-defined value. */
  readonly hostname?: string;
  /** HostnameOverride specifies an explicit override for the pod's hostname as perceived by the pod. */
  readonly hostnameOverride?: string;
  /** ImagePullSecrets is an optional list of references to secrets in the same namespace to use for pulling any of the images used by this PodSpec. */
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  /** List of initialization containers belonging to the pod. */
  readonly initContainers?: readonly Container[];
  /** NodeName indicates in which node this pod is scheduled. */
  readonly nodeName?: string;
  /** NodeSelector is a selector which must be true for the pod to fit on a node. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Specifies the OS of the containers in the pod. */
  readonly os?: PodOS;
  /** Overhead represents the resource overhead associated with running a pod for a given RuntimeClass. */
  readonly overhead?: Readonly<Record<string, Quantity>>;
  /** PreemptionPolicy is the Policy for preempting pods with lower priority. */
  readonly preemptionPolicy?: 'Never' | 'PreemptLowerPriority';
  /** The priority value. */
  readonly priority?: number;
  /** If specified, indicates the pod's priority. "system-node-critical" and "system-cluster-critical" are two special keywords which indicate the highest … */
  readonly priorityClassName?: string;
  /** If specified, all readiness gates will be evaluated for pod readiness. */
  readonly readinessGates?: readonly PodReadinessGate[];
  /** ResourceClaims defines which ResourceClaims must be allocated and reserved before the Pod is allowed to start. */
  readonly resourceClaims?: readonly PodResourceClaim[];
  /** Resources is the total amount of CPU and Memory resources required by all containers in the pod. */
  readonly resources?: ResourceRequirements;
  /** Restart policy for all containers within the pod. */
  readonly restartPolicy?: 'Always' | 'Never' | 'OnFailure';
  /** RuntimeClassName refers to a RuntimeClass object in the node.k8s.io group, which should be used to run this pod. */
  readonly runtimeClassName?: string;
  /** If specified, the pod will be dispatched by specified scheduler. */
  readonly schedulerName?: string;
  /** SchedulingGates is an opaque list of values that if specified will block scheduling the pod. */
  readonly schedulingGates?: readonly PodSchedulingGate[];
  /** SecurityContext holds pod-level security attributes and common container settings. */
  readonly securityContext?: PodSecurityContext;
  /** DeprecatedServiceAccount is a deprecated alias for ServiceAccountName. */
  readonly serviceAccount?: string;
  /** ServiceAccountName is the name of the ServiceAccount to use to run this pod. */
  readonly serviceAccountName?: string;
  /** If true the pod's hostname will be configured as the pod's FQDN, rather than the leaf name (the default). */
  readonly setHostnameAsFQDN?: boolean;
  /** Share a single process namespace between all of the containers in a pod. */
  readonly shareProcessNamespace?: boolean;
  /** If specified, the fully qualified Pod hostname will be "<hostname>.<subdomain>.<pod namespace>.svc.<cluster domain>". */
  readonly subdomain?: string;
  /** Optional duration in seconds the pod needs to terminate gracefully. */
  readonly terminationGracePeriodSeconds?: number;
  /** If specified, the pod's tolerations. */
  readonly tolerations?: readonly Toleration[];
  /** TopologySpreadConstraints describes how a group of pods ought to spread across topology domains. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** List of volumes that can be mounted by containers belonging to the pod. */
  readonly volumes?: readonly Volume[];
}

/** PodTemplateSpec describes the data a pod should have when created from a template */
export interface PodTemplateSpec {
  /** Standard object's metadata. */
  readonly metadata?: ObjectMeta;
  /** Specification of the desired behavior of the pod. */
  readonly spec?: PodSpec;
}

/** PodsMetricSource indicates how to scale on a metric describing each pod in the current scale target (for example, transactions-processed-per-second). */
export interface PodsMetricSource {
  /** metric identifies the target metric by name and selector */
  readonly metric: MetricIdentifier;
  /** target specifies the target value for the given metric */
  readonly target: MetricTarget;
}

/** PolicyRule holds information that describes a policy rule, but does not contain information about who the rule applies to or which namespace the rule … */
export interface PolicyRule {
  /** APIGroups is the name of the APIGroup that contains the resources. */
  readonly apiGroups?: readonly string[];
  /** NonResourceURLs is a set of partial urls that a user should have access to. *s are allowed, but only as the full, final step in the path Since non-resource … */
  readonly nonResourceURLs?: readonly string[];
  /** ResourceNames is an optional white list of names that the rule applies to. */
  readonly resourceNames?: readonly string[];
  /** Resources is a list of resources this rule applies to. '*' represents all resources. */
  readonly resources?: readonly string[];
  /** Verbs is a list of Verbs that apply to ALL the ResourceKinds contained in this rule. '*' represents all verbs. */
  readonly verbs: readonly string[];
}

/** PortworxVolumeSource represents a Portworx volume resource. */
export interface PortworxVolumeSource {
  /** fSType represents the filesystem type to mount Must be a filesystem type supported by the host operating system. */
  readonly fsType?: string;
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** volumeID uniquely identifies a Portworx volume */
  readonly volumeID: string;
}

/** An empty preferred scheduling term matches all objects with implicit weight 0 (i.e. it's a no-op). */
export interface PreferredSchedulingTerm {
  /** A node selector term, associated with the corresponding weight. */
  readonly preference: NodeSelectorTerm;
  /** Weight associated with matching the corresponding nodeSelectorTerm, in the range 1-100. */
  readonly weight: number;
}

/** PriorityClass defines mapping from a priority class name to the priority integer value. */
export interface PriorityClass {
  readonly apiVersion: 'scheduling.k8s.io/v1';
  readonly kind: 'PriorityClass';
  /** description is an arbitrary string that usually provides guidelines on when this priority class should be used. */
  readonly description?: string;
  /** globalDefault specifies whether this PriorityClass should be considered as the default priority for pods that do not have any priority class. */
  readonly globalDefault?: boolean;
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** preemptionPolicy is the Policy for preempting pods with lower priority. */
  readonly preemptionPolicy?: 'Never' | 'PreemptLowerPriority';
  /** value represents the integer value of this priority class. */
  readonly value: number;
}

/** Probe describes a health check to be performed against a container to determine whether it is alive or ready to receive traffic. */
export interface Probe {
  /** Exec specifies a command to execute in the container. */
  readonly exec?: ExecAction;
  /** Minimum consecutive failures for the probe to be considered failed after having succeeded. */
  readonly failureThreshold?: number;
  /** GRPC specifies a GRPC HealthCheckRequest. */
  readonly grpc?: GRPCAction;
  /** HTTPGet specifies an HTTP GET request to perform. */
  readonly httpGet?: HTTPGetAction;
  /** Number of seconds after the container has started before liveness probes are initiated. */
  readonly initialDelaySeconds?: number;
  /** How often (in seconds) to perform the probe. */
  readonly periodSeconds?: number;
  /** Minimum consecutive successes for the probe to be considered successful after having failed. */
  readonly successThreshold?: number;
  /** TCPSocket specifies a connection to a TCP port. */
  readonly tcpSocket?: TCPSocketAction;
  /** Optional duration in seconds the pod needs to terminate gracefully upon probe failure. */
  readonly terminationGracePeriodSeconds?: number;
  /** Number of seconds after which the probe times out. */
  readonly timeoutSeconds?: number;
}

/** Represents a projected volume source */
export interface ProjectedVolumeSource {
  /** defaultMode are the mode bits used to set permissions on created files by default. */
  readonly defaultMode?: number;
  /** sources is the list of volume projections. */
  readonly sources?: readonly VolumeProjection[];
}

/** The `PrometheusRule` custom resource definition (CRD) defines [alerting](https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/) and … */
export interface PrometheusRule {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'PrometheusRule';
  readonly metadata: ObjectMeta;
  /** Specification of desired alerting rule definitions for Prometheus. */
  readonly spec: PrometheusRuleSpec;
}

/** Specification of desired alerting rule definitions for Prometheus. */
export interface PrometheusRuleSpec {
  /** Content of Prometheus rule file */
  readonly groups?: readonly PrometheusRuleSpecGroups[];
}

/** RuleGroup is a list of sequentially evaluated recording and alerting rules. */
export interface PrometheusRuleSpecGroups {
  /** Interval determines how often rules in the group are evaluated. */
  readonly interval?: string;
  /** Labels to add or overwrite before storing the result for its rules. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Limit the number of alerts an alerting rule and series a recording rule can produce. */
  readonly limit?: number;
  /** Name of the rule group. */
  readonly name: string;
  /** PartialResponseStrategy is only used by ThanosRuler and will be ignored by Prometheus instances. */
  readonly partial_response_strategy?: string;
  /** Defines the offset the rule evaluation timestamp of this particular group by the specified duration into the past. */
  readonly query_offset?: string;
  /** List of alerting and recording rules. */
  readonly rules?: readonly PrometheusRuleSpecGroupsRules[];
}

/** Rule describes an alerting or recording rule See Prometheus documentation: … */
export interface PrometheusRuleSpecGroupsRules {
  /** Name of the alert. */
  readonly alert?: string;
  /** Annotations to add to each alert. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** PromQL expression to evaluate. */
  readonly expr: IntOrString;
  /** Alerts are considered firing once they have been returned for this long. */
  readonly for?: string;
  /** KeepFiringFor defines how long an alert will continue firing after the condition that triggered it has cleared. */
  readonly keep_firing_for?: string;
  /** Labels to add or overwrite. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Name of the time series to output to. */
  readonly record?: string;
}

/** Represents a Quobyte mount that lasts the lifetime of a pod. */
export interface QuobyteVolumeSource {
  /** group to map volume access to Default is no group */
  readonly group?: string;
  /** readOnly here will force the Quobyte volume to be mounted with read-only permissions. */
  readonly readOnly?: boolean;
  /** registry represents a single or multiple Quobyte Registry services specified as a string as host:port pair (multiple entries are separated with commas) … */
  readonly registry: string;
  /** tenant owning the given Quobyte volume in the Backend Used with dynamically provisioned Quobyte volumes, value is set by the plugin */
  readonly tenant?: string;
  /** user to map volume access to Defaults to serivceaccount user */
  readonly user?: string;
  /** volume is a string that references an already created Quobyte volume by name. */
  readonly volume: string;
}

/** Represents a Rados Block Device mount that lasts the lifetime of a pod. */
export interface RBDPersistentVolumeSource {
  /** fsType is the filesystem type of the volume that you want to mount. */
  readonly fsType?: string;
  /** image is the rados image name. */
  readonly image: string;
  /** keyring is the path to key ring for RBDUser. */
  readonly keyring?: string;
  /** monitors is a collection of Ceph monitors. */
  readonly monitors: readonly string[];
  /** pool is the rados pool name. */
  readonly pool?: string;
  /** readOnly here will force the ReadOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
  /** secretRef is name of the authentication secret for RBDUser. */
  readonly secretRef?: SecretReference;
  /** user is the rados user name. */
  readonly user?: string;
}

/** Represents a Rados Block Device mount that lasts the lifetime of a pod. */
export interface RBDVolumeSource {
  /** fsType is the filesystem type of the volume that you want to mount. */
  readonly fsType?: string;
  /** image is the rados image name. */
  readonly image: string;
  /** keyring is the path to key ring for RBDUser. */
  readonly keyring?: string;
  /** monitors is a collection of Ceph monitors. */
  readonly monitors: readonly string[];
  /** pool is the rados pool name. */
  readonly pool?: string;
  /** readOnly here will force the ReadOnly setting in VolumeMounts. */
  readonly readOnly?: boolean;
  /** secretRef is name of the authentication secret for RBDUser. */
  readonly secretRef?: LocalObjectReference;
  /** user is the rados user name. */
  readonly user?: string;
}

/** ResourceClaim describes a request for access to resources in the cluster, for use by workloads. */
export interface ResourceClaim {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'ResourceClaim';
  /** Standard object metadata */
  readonly metadata: ObjectMeta;
  /** Spec describes what is being requested and how to configure it. */
  readonly spec: ResourceClaimSpec;
}

/** ResourceClaimSpec defines what is being requested in a ResourceClaim and how to configure it. */
export interface ResourceClaimSpec {
  /** Devices defines how to request devices. */
  readonly devices?: DeviceClaim;
}

/** ResourceClaimTemplate is used to produce ResourceClaim objects. */
export interface ResourceClaimTemplate {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'ResourceClaimTemplate';
  /** Standard object metadata */
  readonly metadata: ObjectMeta;
  /** Describes the ResourceClaim that is to be generated. */
  readonly spec: ResourceClaimTemplateSpec;
}

/** ResourceClaimTemplateSpec contains the metadata and fields for a ResourceClaim. */
export interface ResourceClaimTemplateSpec {
  /** ObjectMeta may contain labels and annotations that will be copied into the ResourceClaim when creating it. */
  readonly metadata?: ObjectMeta;
  /** Spec for the ResourceClaim. */
  readonly spec: ResourceClaimSpec;
}

/** ResourceFieldSelector represents container resources (cpu, memory) and their output format */
export interface ResourceFieldSelector {
  /** Container name: required for volumes, optional for env vars */
  readonly containerName?: string;
  /** Specifies the output format of the exposed resources, defaults to "1" */
  readonly divisor?: Quantity;
  /** Required: resource to select */
  readonly resource: string;
}

/** ResourceMetricSource indicates how to scale on a resource metric known to Kubernetes, as specified in requests and limits, describing each pod in the … */
export interface ResourceMetricSource {
  /** name is the name of the resource in question. */
  readonly name: string;
  /** target specifies the target value for the given metric */
  readonly target: MetricTarget;
}

/** ResourcePool describes the pool that ResourceSlices belong to. */
export interface ResourcePool {
  /** Generation tracks the change in a pool over time. */
  readonly generation: number;
  /** Name is used to identify the pool. */
  readonly name: string;
  /** ResourceSliceCount is the total number of ResourceSlices in the pool at this generation number. */
  readonly resourceSliceCount: number;
}

/** ResourceQuota sets aggregate quota restrictions enforced per namespace */
export interface ResourceQuota {
  readonly apiVersion: 'v1';
  readonly kind: 'ResourceQuota';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Spec defines the desired quota. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status */
  readonly spec?: ResourceQuotaSpec;
}

/** ResourceQuotaSpec defines the desired hard limits to enforce for Quota. */
export interface ResourceQuotaSpec {
  /** hard is the set of desired hard limits for each named resource. */
  readonly hard?: Readonly<Record<string, Quantity>>;
  /** scopeSelector is also a collection of filters like scopes that must match each object tracked by a quota but expressed using ScopeSelectorOperator in … */
  readonly scopeSelector?: ScopeSelector;
  /** A collection of filters that must match each object tracked by a quota. */
  readonly scopes?: readonly ('BestEffort' | 'CrossNamespacePodAffinity' | 'NotBestEffort' | 'NotTerminating' | 'PriorityClass' | 'Terminating' | 'VolumeAttributesClass')[];
}

/** ResourceRequirements describes the compute resource requirements. */
export interface ResourceRequirements {
  /** Claims lists the names of resources, defined in spec.resourceClaims, that are used by this container. */
  readonly claims?: readonly CoreResourceClaim[];
  /** Limits describes the maximum amount of compute resources allowed. */
  readonly limits?: Readonly<Record<string, Quantity>>;
  /** Requests describes the minimum amount of compute resources required. */
  readonly requests?: Readonly<Record<string, Quantity>>;
}

/** ResourceSlice represents one or more resources in a pool of similar resources, managed by a common driver. */
export interface ResourceSlice {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'ResourceSlice';
  /** Standard object metadata */
  readonly metadata: ObjectMeta;
  /** Contains the information published by the driver. */
  readonly spec: ResourceSliceSpec;
}

/** ResourceSliceSpec contains the information published by the driver in one ResourceSlice. */
export interface ResourceSliceSpec {
  /** AllNodes indicates that all nodes have access to the resources in the pool. */
  readonly allNodes?: boolean;
  /** Devices lists some or all of the devices in this pool. */
  readonly devices?: readonly Device[];
  /** Driver identifies the DRA driver providing the capacity information. */
  readonly driver: string;
  /** NodeName identifies the node which provides the resources in this pool. */
  readonly nodeName?: string;
  /** NodeSelector defines which nodes have access to the resources in the pool, when that pool is not limited to a single node. */
  readonly nodeSelector?: NodeSelector;
  /** PerDeviceNodeSelection defines whether the access from nodes to resources in the pool is set on the ResourceSlice level or on each device. */
  readonly perDeviceNodeSelection?: boolean;
  /** Pool describes the pool that this ResourceSlice belongs to. */
  readonly pool: ResourcePool;
  /** SharedCounters defines a list of counter sets, each of which has a name and a list of counters available. */
  readonly sharedCounters?: readonly CounterSet[];
}

/** Role is a namespaced, logical grouping of PolicyRules that can be referenced as a unit by a RoleBinding. */
export interface Role {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'Role';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Rules holds all the PolicyRules for this Role */
  readonly rules?: readonly PolicyRule[];
}

/** RoleBinding references a role, but does not contain it. */
export interface RoleBinding {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'RoleBinding';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace. */
  readonly roleRef: RoleRef;
  /** Subjects holds references to the objects the role applies to. */
  readonly subjects?: readonly Subject[];
}

/** RoleRef contains information that points to the role being used */
export interface RoleRef {
  /** APIGroup is the group for the resource being referenced */
  readonly apiGroup: string;
  /** Kind is the type of resource being referenced */
  readonly kind: string;
  /** Name is the name of resource being referenced */
  readonly name: string;
}

/** Spec to control the desired behavior of daemon set rolling update. */
export interface RollingUpdateDaemonSet {
  /** The maximum number of nodes with an existing available DaemonSet pod that can have an updated DaemonSet pod during during an update. */
  readonly maxSurge?: IntOrString;
  /** The maximum number of DaemonSet pods that can be unavailable during the update. */
  readonly maxUnavailable?: IntOrString;
}

/** Spec to control the desired behavior of rolling update. */
export interface RollingUpdateDeployment {
  /** The maximum number of pods that can be scheduled above the desired number of pods. */
  readonly maxSurge?: IntOrString;
  /** The maximum number of pods that can be unavailable during the update. */
  readonly maxUnavailable?: IntOrString;
}

/** RollingUpdateStatefulSetStrategy is used to communicate parameter for RollingUpdateStatefulSetStrategyType. */
export interface RollingUpdateStatefulSetStrategy {
  /** The maximum number of pods that can be unavailable during the update. */
  readonly maxUnavailable?: IntOrString;
  /** Partition indicates the ordinal at which the StatefulSet should be partitioned for updates. */
  readonly partition?: number;
}

/** A route allows developers to expose services through an HTTP(S) aware load balancing and proxy layer via a public DNS entry. */
export interface Route {
  readonly apiVersion: 'route.openshift.io/v1';
  readonly kind: 'Route';
  readonly metadata: ObjectMeta;
  /** spec is the desired state of the route */
  readonly spec: RouteSpec;
}

/** spec is the desired state of the route */
export interface RouteSpec {
  /** alternateBackends allows up to 3 additional backends to be assigned to the route. */
  readonly alternateBackends?: readonly RouteSpecAlternateBackends[];
  /** host is an alias/DNS that points to the service. */
  readonly host?: string;
  /** httpHeaders defines policy for HTTP headers. */
  readonly httpHeaders?: RouteSpecHttpHeaders;
  /** path that the router watches for, to route traffic for to the service. */
  readonly path?: string;
  /** If specified, the port to be used by the router. */
  readonly port?: RouteSpecPort;
  /** subdomain is a DNS subdomain that is requested within the ingress controller's domain (as a subdomain). */
  readonly subdomain?: string;
  /** The tls field provides the ability to configure certificates and termination for the route. */
  readonly tls?: RouteSpecTls;
  /** to is an object the route should use as the primary backend. */
  readonly to: RouteSpecAlternateBackends;
  /** Wildcard policy if any for the route. */
  readonly wildcardPolicy?: 'None' | 'Subdomain';
}

/** RouteTargetReference specifies the target that resolve into endpoints. */
export interface RouteSpecAlternateBackends {
  /** The kind of target that the route is referring to. */
  readonly kind?: 'Service';
  /** name of the service/target that is being referred to. e.g. name of the service */
  readonly name: string;
  /** weight as an integer between 0 and 256, default 100, that specifies the target's relative weight against other target reference objects. 0 suppresses … */
  readonly weight?: number;
}

/** httpHeaders defines policy for HTTP headers. */
export interface RouteSpecHttpHeaders {
  /** actions specifies options for modifying headers and their values. */
  readonly actions?: RouteSpecHttpHeadersActions;
}

/** actions specifies options for modifying headers and their values. */
export interface RouteSpecHttpHeadersActions {
  /** request is a list of HTTP request headers to modify. */
  readonly request?: readonly RouteSpecHttpHeadersActionsRequest[];
  /** response is a list of HTTP response headers to modify. */
  readonly response?: readonly RouteSpecHttpHeadersActionsRequest[];
}

/** RouteHTTPHeader specifies configuration for setting or deleting an HTTP header. */
export interface RouteSpecHttpHeadersActionsRequest {
  /** action specifies actions to perform on headers, such as setting or deleting headers. */
  readonly action: RouteSpecHttpHeadersActionsRequestAction;
  /** name specifies the name of a header on which to perform an action. */
  readonly name: string;
}

/** action specifies actions to perform on headers, such as setting or deleting headers. */
export interface RouteSpecHttpHeadersActionsRequestAction {
  /** set defines the HTTP header that should be set: added if it doesn't exist or replaced if it does. */
  readonly set?: RouteSpecHttpHeadersActionsRequestActionSet;
  /** type defines the type of the action to be applied on the header. */
  readonly type: 'Delete' | 'Set';
}

/** set defines the HTTP header that should be set: added if it doesn't exist or replaced if it does. */
export interface RouteSpecHttpHeadersActionsRequestActionSet {
  /** value specifies a header value. */
  readonly value: string;
}

/** If specified, the port to be used by the router. */
export interface RouteSpecPort {
  /** The target port on pods selected by the service this route points to. */
  readonly targetPort: IntOrString;
}

/** The tls field provides the ability to configure certificates and termination for the route. */
export interface RouteSpecTls {
  /** caCertificate provides the cert authority certificate contents */
  readonly caCertificate?: string;
  /** certificate provides certificate contents. */
  readonly certificate?: string;
  /** destinationCACertificate provides the contents of the ca certificate of the final destination. */
  readonly destinationCACertificate?: string;
  /** externalCertificate provides certificate contents as a secret reference. */
  readonly externalCertificate?: RouteSpecTlsExternalCertificate;
  /** insecureEdgeTerminationPolicy indicates the desired behavior for insecure connections to a route. */
  readonly insecureEdgeTerminationPolicy?: 'Allow' | 'None' | 'Redirect';
  /** key provides key file contents */
  readonly key?: string;
  /** termination indicates the TLS termination type. */
  readonly termination: 'edge' | 'passthrough' | 'reencrypt';
}

/** externalCertificate provides certificate contents as a secret reference. */
export interface RouteSpecTlsExternalCertificate {
  /** name of the referent. */
  readonly name?: string;
}

/** RuntimeClass defines a class of container runtime supported in the cluster. */
export interface RuntimeClass {
  readonly apiVersion: 'node.k8s.io/v1';
  readonly kind: 'RuntimeClass';
  /** handler specifies the underlying runtime and configuration that the CRI implementation will use to handle pods of this class. */
  readonly handler: string;
  /** More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata */
  readonly metadata: ObjectMeta;
  /** overhead represents the resource overhead associated with running a pod for a given RuntimeClass. */
  readonly overhead?: Overhead;
  /** scheduling holds the scheduling constraints to ensure that pods running with this RuntimeClass are scheduled to nodes that support it. */
  readonly scheduling?: Scheduling;
}

/** SELinuxOptions are the labels to be applied to the container */
export interface SELinuxOptions {
  /** Level is SELinux level label that applies to the container. */
  readonly level?: string;
  /** Role is a SELinux role label that applies to the container. */
  readonly role?: string;
  /** Type is a SELinux type label that applies to the container. */
  readonly type?: string;
  /** User is a SELinux user label that applies to the container. */
  readonly user?: string;
}

/** ScaleIOPersistentVolumeSource represents a persistent ScaleIO volume */
export interface ScaleIOPersistentVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** gateway is the host address of the ScaleIO API Gateway. */
  readonly gateway: string;
  /** protectionDomain is the name of the ScaleIO Protection Domain for the configured storage. */
  readonly protectionDomain?: string;
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef references to the secret for ScaleIO user and other sensitive information. */
  readonly secretRef: SecretReference;
  /** sslEnabled is the flag to enable/disable SSL communication with Gateway, default false */
  readonly sslEnabled?: boolean;
  /** storageMode indicates whether the storage for a volume should be ThickProvisioned or ThinProvisioned. */
  readonly storageMode?: string;
  /** storagePool is the ScaleIO Storage Pool associated with the protection domain. */
  readonly storagePool?: string;
  /** system is the name of the storage system as configured in ScaleIO. */
  readonly system: string;
  /** volumeName is the name of a volume already created in the ScaleIO system that is associated with this volume source. */
  readonly volumeName?: string;
}

/** ScaleIOVolumeSource represents a persistent ScaleIO volume */
export interface ScaleIOVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** gateway is the host address of the ScaleIO API Gateway. */
  readonly gateway: string;
  /** protectionDomain is the name of the ScaleIO Protection Domain for the configured storage. */
  readonly protectionDomain?: string;
  /** readOnly Defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef references to the secret for ScaleIO user and other sensitive information. */
  readonly secretRef: LocalObjectReference;
  /** sslEnabled Flag enable/disable SSL communication with Gateway, default false */
  readonly sslEnabled?: boolean;
  /** storageMode indicates whether the storage for a volume should be ThickProvisioned or ThinProvisioned. */
  readonly storageMode?: string;
  /** storagePool is the ScaleIO Storage Pool associated with the protection domain. */
  readonly storagePool?: string;
  /** system is the name of the storage system as configured in ScaleIO. */
  readonly system: string;
  /** volumeName is the name of a volume already created in the ScaleIO system that is associated with this volume source. */
  readonly volumeName?: string;
}

/** Scheduling specifies the scheduling constraints for nodes supporting a RuntimeClass. */
export interface Scheduling {
  /** nodeSelector lists labels that must be present on nodes that support this RuntimeClass. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** tolerations are appended (excluding duplicates) to pods running with this RuntimeClass during admission, effectively unioning the set of nodes tolerated by … */
  readonly tolerations?: readonly Toleration[];
}

/** A scope selector represents the AND of the selectors represented by the scoped-resource selector requirements. */
export interface ScopeSelector {
  /** A list of scope selector requirements by scope of the resources. */
  readonly matchExpressions?: readonly ScopedResourceSelectorRequirement[];
}

/** A scoped-resource selector requirement is a selector that contains values, a scope name, and an operator that relates the scope name and values. */
export interface ScopedResourceSelectorRequirement {
  /** Represents a scope's relationship to a set of values. */
  readonly operator: 'DoesNotExist' | 'Exists' | 'In' | 'NotIn';
  /** The name of the scope that the selector applies to. */
  readonly scopeName: 'BestEffort' | 'CrossNamespacePodAffinity' | 'NotBestEffort' | 'NotTerminating' | 'PriorityClass' | 'Terminating' | 'VolumeAttributesClass';
  /** An array of string values. */
  readonly values?: readonly string[];
}

/** SeccompProfile defines a pod/container's seccomp profile settings. */
export interface SeccompProfile {
  /** localhostProfile indicates a profile defined in a file on the node should be used. */
  readonly localhostProfile?: string;
  /** type indicates which kind of seccomp profile will be applied. */
  readonly type: 'Localhost' | 'RuntimeDefault' | 'Unconfined';
}

/** Secret holds secret data of a certain type. */
export interface Secret {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  /** Data contains the secret data. */
  readonly data?: Readonly<Record<string, string>>;
  /** Immutable, if set to true, ensures that data stored in the Secret cannot be updated (only object metadata can be modified). */
  readonly immutable?: boolean;
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** stringData allows specifying non-binary secret data in string form. */
  readonly stringData?: Readonly<Record<string, string>>;
  /** Used to facilitate programmatic handling of secret data. */
  readonly type?: string;
}

/** SecretEnvSource selects a Secret to populate the environment variables with. */
export interface SecretEnvSource {
  /** Name of the referent. */
  readonly name?: string;
  /** Specify whether the Secret must be defined */
  readonly optional?: boolean;
}

/** SecretKeySelector selects a key of a Secret. */
export interface SecretKeySelector {
  /** The key of the secret to select from. */
  readonly key: string;
  /** Name of the referent. */
  readonly name?: string;
  /** Specify whether the Secret or its key must be defined */
  readonly optional?: boolean;
}

/** Adapts a secret into a projected volume. */
export interface SecretProjection {
  /** items if unspecified, each key-value pair in the Data field of the referenced Secret will be projected into the volume as a file whose name is the key and … */
  readonly items?: readonly KeyToPath[];
  /** Name of the referent. */
  readonly name?: string;
  /** optional field specify whether the Secret or its key must be defined */
  readonly optional?: boolean;
}

/** SecretReference represents a Secret Reference. */
export interface SecretReference {
  /** name is unique within a namespace to reference a secret resource. */
  readonly name?: string;
  /** namespace defines the space within which the secret name must be unique. */
  readonly namespace?: string;
}

/** SecretStore represents a secure external location for storing secrets, which can be referenced as part of `storeRef` fields. */
export interface SecretStore {
  readonly apiVersion: 'external-secrets.io/v1';
  readonly kind: 'SecretStore';
  readonly metadata: ObjectMeta;
  /** SecretStoreSpec defines the desired state of SecretStore. */
  readonly spec?: SecretStoreSpec;
}

/** SecretStoreSpec defines the desired state of SecretStore. */
export interface SecretStoreSpec {
  /** Used to constrain a ClusterSecretStore to specific namespaces. */
  readonly conditions?: readonly SecretStoreSpecConditions[];
  /** Used to select the correct ESO controller (think: ingress.ingressClassName) The ESO controller is instantiated with a specific controller name and filters … */
  readonly controller?: string;
  /** Used to configure the provider. */
  readonly provider: Readonly<Record<string, unknown>>;
  /** Used to configure store refresh interval in seconds. */
  readonly refreshInterval?: number;
  /** Used to configure HTTP retries on failures. */
  readonly retrySettings?: SecretStoreSpecRetrySettings;
}

/** ClusterSecretStoreCondition describes a condition by which to choose namespaces to process ExternalSecrets in for a ClusterSecretStore instance. */
export interface SecretStoreSpecConditions {
  /** Choose namespaces by using regex matching */
  readonly namespaceRegexes?: readonly string[];
  /** Choose namespace using a labelSelector */
  readonly namespaceSelector?: SecretStoreSpecConditionsNamespaceSelector;
  /** Choose namespaces by name */
  readonly namespaces?: readonly string[];
}

/** Choose namespace using a labelSelector */
export interface SecretStoreSpecConditionsNamespaceSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly SecretStoreSpecConditionsNamespaceSelectorMatchExpressions[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A label selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface SecretStoreSpecConditionsNamespaceSelectorMatchExpressions {
  /** key is the label key that the selector applies to. */
  readonly key: string;
  /** operator represents a key's relationship to a set of values. */
  readonly operator: string;
  /** values is an array of string values. */
  readonly values?: readonly string[];
}

/** Used to configure HTTP retries on failures. */
export interface SecretStoreSpecRetrySettings {
  readonly maxRetries?: number;
  readonly retryInterval?: string;
}

/** Adapts a Secret into a volume. */
export interface SecretVolumeSource {
  /** defaultMode is Optional: mode bits used to set permissions on created files by default. */
  readonly defaultMode?: number;
  /** items If unspecified, each key-value pair in the Data field of the referenced Secret will be projected into the volume as a file whose name is the key and … */
  readonly items?: readonly KeyToPath[];
  /** optional field specify whether the Secret or its keys must be defined */
  readonly optional?: boolean;
  /** secretName is the name of the secret in the pod's namespace to use. */
  readonly secretName?: string;
}

/** SecurityContext holds security configuration that will be applied to a container. */
export interface SecurityContext {
  /** AllowPrivilegeEscalation controls whether a process can gain more privileges than its parent process. */
  readonly allowPrivilegeEscalation?: boolean;
  /** appArmorProfile is the AppArmor options to use by this container. */
  readonly appArmorProfile?: AppArmorProfile;
  /** The capabilities to add/drop when running containers. */
  readonly capabilities?: Capabilities;
  /** Run container in privileged mode. */
  readonly privileged?: boolean;
  /** procMount denotes the type of proc mount to use for the containers. */
  readonly procMount?: 'Default' | 'Unmasked';
  /** Whether this container has a read-only root filesystem. */
  readonly readOnlyRootFilesystem?: boolean;
  /** The GID to run the entrypoint of the container process. */
  readonly runAsGroup?: number;
  /** Indicates that the container must run as a non-root user. */
  readonly runAsNonRoot?: boolean;
  /** The UID to run the entrypoint of the container process. */
  readonly runAsUser?: number;
  /** The SELinux context to be applied to the container. */
  readonly seLinuxOptions?: SELinuxOptions;
  /** The seccomp options to use by this container. */
  readonly seccompProfile?: SeccompProfile;
  /** The Windows specific settings applied to all containers. */
  readonly windowsOptions?: WindowsSecurityContextOptions;
}

/** SelectableField specifies the JSON path of a field that may be used with field selectors. */
export interface SelectableField {
  /** jsonPath is a simple JSON path which is evaluated against each custom resource to produce a field selector value. */
  readonly jsonPath: string;
}

/** Service is a named abstraction of software service (for example, mysql) consisting of local port (for example 3306) that the proxy listens on, and the … */
export interface Service {
  readonly apiVersion: 'v1';
  readonly kind: 'Service';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Spec defines the behavior of a service. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status */
  readonly spec?: ServiceSpec;
}

/** ServiceAccount binds together: * a name, understood by users, and perhaps by peripheral systems, for an identity * a principal that can be authenticated and … */
export interface ServiceAccount {
  readonly apiVersion: 'v1';
  readonly kind: 'ServiceAccount';
  /** AutomountServiceAccountToken indicates whether pods running as this service account should have an API token automatically mounted. */
  readonly automountServiceAccountToken?: boolean;
  /** ImagePullSecrets is a list of references to secrets in the same namespace to use for pulling any images in pods that reference this ServiceAccount. */
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Secrets is a list of the secrets in the same namespace that pods running using this ServiceAccount are allowed to use. */
  readonly secrets?: readonly ObjectReference[];
}

/** ServiceAccountTokenProjection represents a projected service account token volume. */
export interface ServiceAccountTokenProjection {
  /** audience is the intended audience of the token. */
  readonly audience?: string;
  /** expirationSeconds is the requested duration of validity of the service account token. */
  readonly expirationSeconds?: number;
  /** path is the path relative to the mount point of the file to project the token into. */
  readonly path: string;
}

/** ServiceBackendPort is the service port being referenced. */
export interface ServiceBackendPort {
  /** name is the name of the port on the Service. */
  readonly name?: string;
  /** number is the numerical port number (e.g. 80) on the Service. */
  readonly number?: number;
}

/** The `ServiceMonitor` custom resource definition (CRD) defines how `Prometheus` and `PrometheusAgent` can scrape metrics from a group of services. */
export interface ServiceMonitor {
  readonly apiVersion: 'monitoring.coreos.com/v1';
  readonly kind: 'ServiceMonitor';
  readonly metadata: ObjectMeta;
  /** Specification of desired Service selection for target discovery by Prometheus. */
  readonly spec: ServiceMonitorSpec;
}

/** Specification of desired Service selection for target discovery by Prometheus. */
export interface ServiceMonitorSpec {
  /** `attachMetadata` defines additional metadata which is added to the discovered targets. */
  readonly attachMetadata?: ServiceMonitorSpecAttachMetadata;
  /** When defined, bodySizeLimit specifies a job level limit on the size of uncompressed response body that will be accepted by Prometheus. */
  readonly bodySizeLimit?: string;
  /** Whether to convert all scraped classic histograms into a native histogram with custom buckets. */
  readonly convertClassicHistogramsToNHCB?: boolean;
  /** List of endpoints part of this ServiceMonitor. */
  readonly endpoints: readonly ServiceMonitorSpecEndpoints[];
  /** The protocol to use if a scrape returns blank, unparseable, or otherwise invalid Content-Type. */
  readonly fallbackScrapeProtocol?: 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusProto' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  /** `jobLabel` selects the label from the associated Kubernetes `Service` object which will be used as the `job` label for all metrics. */
  readonly jobLabel?: string;
  /** Per-scrape limit on the number of targets dropped by relabeling that will be kept in memory. 0 means no limit. */
  readonly keepDroppedTargets?: number;
  /** Per-scrape limit on number of labels that will be accepted for a sample. */
  readonly labelLimit?: number;
  /** Per-scrape limit on length of labels name that will be accepted for a sample. */
  readonly labelNameLengthLimit?: number;
  /** Per-scrape limit on length of labels value that will be accepted for a sample. */
  readonly labelValueLengthLimit?: number;
  /** `namespaceSelector` defines in which namespace(s) Prometheus should discover the services. */
  readonly namespaceSelector?: ServiceMonitorSpecNamespaceSelector;
  /** If there are more than this many buckets in a native histogram, buckets will be merged to stay within the limit. */
  readonly nativeHistogramBucketLimit?: number;
  /** If the growth factor of one bucket to the next is smaller than this, buckets will be merged to increase the factor sufficiently. */
  readonly nativeHistogramMinBucketFactor?: Quantity;
  /** `podTargetLabels` defines the labels which are transferred from the associated Kubernetes `Pod` object onto the ingested metrics. */
  readonly podTargetLabels?: readonly string[];
  /** `sampleLimit` defines a per-scrape limit on the number of scraped samples that will be accepted. */
  readonly sampleLimit?: number;
  /** The scrape class to apply. */
  readonly scrapeClass?: string;
  /** Whether to scrape a classic histogram that is also exposed as a native histogram. */
  readonly scrapeClassicHistograms?: boolean;
  /** `scrapeProtocols` defines the protocols to negotiate during a scrape. */
  readonly scrapeProtocols?: readonly ('OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusProto' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0')[];
  /** Label selector to select the Kubernetes `Endpoints` objects to scrape metrics from. */
  readonly selector: ServiceMonitorSpecSelector;
  /** Mechanism used to select the endpoints to scrape. */
  readonly selectorMechanism?: 'RelabelConfig' | 'RoleSelector';
  /** `targetLabels` defines the labels which are transferred from the associated Kubernetes `Service` object onto the ingested metrics. */
  readonly targetLabels?: readonly string[];
  /** `targetLimit` defines a limit on the number of scraped targets that will be accepted. */
  readonly targetLimit?: number;
}

/** `attachMetadata` defines additional metadata which is added to the discovered targets. */
export interface ServiceMonitorSpecAttachMetadata {
  /** When set to true, Prometheus attaches node metadata to the discovered targets. */
  readonly node?: boolean;
}

/** Endpoint defines an endpoint serving Prometheus metrics to be scraped by Prometheus. */
export interface ServiceMonitorSpecEndpoints {
  /** `authorization` configures the Authorization header credentials to use when scraping the target. */
  readonly authorization?: ServiceMonitorSpecEndpointsAuthorization;
  /** `basicAuth` configures the Basic Authentication credentials to use when scraping the target. */
  readonly basicAuth?: ServiceMonitorSpecEndpointsBasicAuth;
  /** File to read bearer token for scraping the target. */
  readonly bearerTokenFile?: string;
  /** `bearerTokenSecret` specifies a key of a Secret containing the bearer token for scraping targets. */
  readonly bearerTokenSecret?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** `enableHttp2` can be used to disable HTTP2 when scraping the target. */
  readonly enableHttp2?: boolean;
  /** When true, the pods which are not running (e.g. either in Failed or Succeeded state) are dropped during the target discovery. */
  readonly filterRunning?: boolean;
  /** `followRedirects` defines whether the scrape requests should follow HTTP 3xx redirects. */
  readonly followRedirects?: boolean;
  /** When true, `honorLabels` preserves the metric's labels when they collide with the target's labels. */
  readonly honorLabels?: boolean;
  /** `honorTimestamps` controls whether Prometheus preserves the timestamps when exposed by the target. */
  readonly honorTimestamps?: boolean;
  /** Interval at which Prometheus scrapes the metrics from the target. */
  readonly interval?: string;
  /** `metricRelabelings` configures the relabeling rules to apply to the samples before ingestion. */
  readonly metricRelabelings?: readonly ServiceMonitorSpecEndpointsMetricRelabelings[];
  /** `noProxy` is a comma-separated string that can contain IPs, CIDR notation, domain names that should be excluded from proxying. */
  readonly noProxy?: string;
  /** `oauth2` configures the OAuth2 settings to use when scraping the target. */
  readonly oauth2?: ServiceMonitorSpecEndpointsOauth2;
  /** params define optional HTTP URL parameters. */
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** HTTP path from which to scrape for metrics. */
  readonly path?: string;
  /** Name of the Service port which this endpoint refers to. */
  readonly port?: string;
  /** ProxyConnectHeader optionally specifies headers to send to proxies during CONNECT requests. */
  readonly proxyConnectHeader?: Readonly<Record<string, readonly ServiceMonitorSpecEndpointsAuthorizationCredentials[]>>;
  /** Whether to use the proxy configuration defined by environment variables (HTTP_PROXY, HTTPS_PROXY, and NO_PROXY). */
  readonly proxyFromEnvironment?: boolean;
  /** `proxyURL` defines the HTTP proxy server to use. */
  readonly proxyUrl?: string;
  /** `relabelings` configures the relabeling rules to apply the target's metadata labels. */
  readonly relabelings?: readonly ServiceMonitorSpecEndpointsMetricRelabelings[];
  /** HTTP scheme to use for scraping. */
  readonly scheme?: 'http' | 'https';
  /** Timeout after which Prometheus considers the scrape to be failed. */
  readonly scrapeTimeout?: string;
  /** Name or number of the target port of the `Pod` object behind the Service. */
  readonly targetPort?: IntOrString;
  /** TLS configuration to use when scraping the target. */
  readonly tlsConfig?: ServiceMonitorSpecEndpointsTlsConfig;
  /** `trackTimestampsStaleness` defines whether Prometheus tracks staleness of the metrics that have an explicit timestamp present in scraped data. */
  readonly trackTimestampsStaleness?: boolean;
}

/** `authorization` configures the Authorization header credentials to use when scraping the target. */
export interface ServiceMonitorSpecEndpointsAuthorization {
  /** Selects a key of a Secret in the namespace that contains the credentials for authentication. */
  readonly credentials?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** Defines the authentication type. */
  readonly type?: string;
}

/** Selects a key of a Secret in the namespace that contains the credentials for authentication. */
export interface ServiceMonitorSpecEndpointsAuthorizationCredentials {
  /** The key of the secret to select from. */
  readonly key: string;
  /** Name of the referent. */
  readonly name?: string;
  /** Specify whether the Secret or its key must be defined */
  readonly optional?: boolean;
}

/** `basicAuth` configures the Basic Authentication credentials to use when scraping the target. */
export interface ServiceMonitorSpecEndpointsBasicAuth {
  /** `password` specifies a key of a Secret containing the password for authentication. */
  readonly password?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** `username` specifies a key of a Secret containing the username for authentication. */
  readonly username?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
}

/** RelabelConfig allows dynamic rewriting of the label set for targets, alerts, scraped samples and remote write samples. */
export interface ServiceMonitorSpecEndpointsMetricRelabelings {
  /** Action to perform based on the regex matching. */
  readonly action?: 'Drop' | 'DropEqual' | 'HashMod' | 'Keep' | 'KeepEqual' | 'LabelDrop' | 'LabelKeep' | 'LabelMap' | 'Lowercase' | 'Replace' | 'Uppercase' | 'drop' | 'dropequal' | 'hashmod' | 'keep' | 'keepequal' | 'labeldrop' | 'labelkeep' | 'labelmap' | 'lowercase' | 'replace' | 'uppercase';
  /** Modulus to take of the hash of the source label values. */
  readonly modulus?: number;
  /** Regular expression against which the extracted value is matched. */
  readonly regex?: string;
  /** Replacement value against which a Replace action is performed if the regular expression matches. */
  readonly replacement?: string;
  /** Separator is the string between concatenated SourceLabels. */
  readonly separator?: string;
  /** The source labels select values from existing labels. */
  readonly sourceLabels?: readonly string[];
  /** Label to which the resulting string is written in a replacement. */
  readonly targetLabel?: string;
}

/** `oauth2` configures the OAuth2 settings to use when scraping the target. */
export interface ServiceMonitorSpecEndpointsOauth2 {
  /** `clientId` specifies a key of a Secret or ConfigMap containing the OAuth2 client's ID. */
  readonly clientId: ServiceMonitorSpecEndpointsOauth2ClientId;
  /** `clientSecret` specifies a key of a Secret containing the OAuth2 client's secret. */
  readonly clientSecret: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** `endpointParams` configures the HTTP parameters to append to the token URL. */
  readonly endpointParams?: Readonly<Record<string, string>>;
  /** `noProxy` is a comma-separated string that can contain IPs, CIDR notation, domain names that should be excluded from proxying. */
  readonly noProxy?: string;
  /** ProxyConnectHeader optionally specifies headers to send to proxies during CONNECT requests. */
  readonly proxyConnectHeader?: Readonly<Record<string, readonly ServiceMonitorSpecEndpointsAuthorizationCredentials[]>>;
  /** Whether to use the proxy configuration defined by environment variables (HTTP_PROXY, HTTPS_PROXY, and NO_PROXY). */
  readonly proxyFromEnvironment?: boolean;
  /** `proxyURL` defines the HTTP proxy server to use. */
  readonly proxyUrl?: string;
  /** `scopes` defines the OAuth2 scopes used for the token request. */
  readonly scopes?: readonly string[];
  /** TLS configuration to use when connecting to the OAuth2 server. */
  readonly tlsConfig?: ServiceMonitorSpecEndpointsOauth2TlsConfig;
  /** `tokenURL` configures the URL to fetch the token from. */
  readonly tokenUrl: string;
}

/** `clientId` specifies a key of a Secret or ConfigMap containing the OAuth2 client's ID. */
export interface ServiceMonitorSpecEndpointsOauth2ClientId {
  /** ConfigMap containing data to use for the targets. */
  readonly configMap?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** Secret containing data to use for the targets. */
  readonly secret?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
}

/** TLS configuration to use when connecting to the OAuth2 server. */
export interface ServiceMonitorSpecEndpointsOauth2TlsConfig {
  /** Certificate authority used when verifying server certificates. */
  readonly ca?: ServiceMonitorSpecEndpointsOauth2ClientId;
  /** Client certificate to present when doing client-authentication. */
  readonly cert?: ServiceMonitorSpecEndpointsOauth2ClientId;
  /** Disable target certificate validation. */
  readonly insecureSkipVerify?: boolean;
  /** Secret containing the client key file for the targets. */
  readonly keySecret?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** Maximum acceptable TLS version. */
  readonly maxVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  /** Minimum acceptable TLS version. */
  readonly minVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  /** Used to verify the hostname for the targets. */
  readonly serverName?: string;
}

/** TLS configuration to use when scraping the target. */
export interface ServiceMonitorSpecEndpointsTlsConfig {
  /** Certificate authority used when verifying server certificates. */
  readonly ca?: ServiceMonitorSpecEndpointsOauth2ClientId;
  /** Path to the CA cert in the Prometheus container to use for the targets. */
  readonly caFile?: string;
  /** Client certificate to present when doing client-authentication. */
  readonly cert?: ServiceMonitorSpecEndpointsOauth2ClientId;
  /** Path to the client cert file in the Prometheus container for the targets. */
  readonly certFile?: string;
  /** Disable target certificate validation. */
  readonly insecureSkipVerify?: boolean;
  /** Path to the client key file in the Prometheus container for the targets. */
  readonly keyFile?: string;
  /** Secret containing the client key file for the targets. */
  readonly keySecret?: ServiceMonitorSpecEndpointsAuthorizationCredentials;
  /** Maximum acceptable TLS version. */
  readonly maxVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  /** Minimum acceptable TLS version. */
  readonly minVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  /** Used to verify the hostname for the targets. */
  readonly serverName?: string;
}

/** `namespaceSelector` defines in which namespace(s) Prometheus should discover the services. */
export interface ServiceMonitorSpecNamespaceSelector {
  /** Boolean describing whether all namespaces are selected in contrast to a list restricting them. */
  readonly any?: boolean;
  /** List of namespace names to select from. */
  readonly matchNames?: readonly string[];
}

/** Label selector to select the Kubernetes `Endpoints` objects to scrape metrics from. */
export interface ServiceMonitorSpecSelector {
  /** matchExpressions is a list of label selector requirements. */
  readonly matchExpressions?: readonly ServiceMonitorSpecSelectorMatchExpressions[];
  /** matchLabels is a map of {key,value} pairs. */
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** A label selector requirement is a selector that contains values, a key, and an operator that relates the key and values. */
export interface ServiceMonitorSpecSelectorMatchExpressions {
  /** key is the label key that the selector applies to. */
  readonly key: string;
  /** operator represents a key's relationship to a set of values. */
  readonly operator: string;
  /** values is an array of string values. */
  readonly values?: readonly string[];
}

/** ServicePort contains information on service's port. */
export interface ServicePort {
  /** The application protocol for this port. */
  readonly appProtocol?: string;
  /** The name of this port within the service. */
  readonly name?: string;
  /** The port on each node on which this service is exposed when type is NodePort or LoadBalancer. */
  readonly nodePort?: number;
  /** The port that will be exposed by this service. */
  readonly port: number;
  /** The IP protocol for this port. */
  readonly protocol?: 'SCTP' | 'TCP' | 'UDP';
  /** Number or name of the port to access on the pods targeted by the service. */
  readonly targetPort?: IntOrString;
}

/** ServiceReference holds a reference to Service.legacy.k8s.io */
export interface ServiceReference {
  /** name is the name of the service. */
  readonly name: string;
  /** namespace is the namespace of the service. */
  readonly namespace: string;
  /** path is an optional URL path at which the webhook will be contacted. */
  readonly path?: string;
  /** port is an optional service port at which the webhook will be contacted. `port` should be a valid port number (1-65535, inclusive). */
  readonly port?: number;
}

/** ServiceSpec describes the attributes that a user creates on a service. */
export interface ServiceSpec {
  /** allocateLoadBalancerNodePorts defines if NodePorts will be automatically allocated for services with type LoadBalancer. */
  readonly allocateLoadBalancerNodePorts?: boolean;
  /** clusterIP is the IP address of the service and is usually assigned randomly. */
  readonly clusterIP?: string;
  /** ClusterIPs is a list of IP addresses assigned to this service, and are usually assigned randomly. */
  readonly clusterIPs?: readonly string[];
  /** externalIPs is a list of IP addresses for which nodes in the cluster will also accept traffic for this service. */
  readonly externalIPs?: readonly string[];
  /** externalName is the external reference that discovery mechanisms will return as an alias for this service (e.g. a DNS CNAME record). */
  readonly externalName?: string;
  /** externalTrafficPolicy describes how nodes distribute service traffic they receive on one of the Service's "externally-facing" addresses (NodePorts, … */
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** healthCheckNodePort specifies the healthcheck nodePort for the service. */
  readonly healthCheckNodePort?: number;
  /** InternalTrafficPolicy describes how nodes distribute service traffic they receive on the ClusterIP. */
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  /** IPFamilies is a list of IP families (e.g. */
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
  /** IPFamilyPolicy represents the dual-stack-ness requested or required by this Service. */
  readonly ipFamilyPolicy?: 'PreferDualStack' | 'RequireDualStack' | 'SingleStack';
  /** loadBalancerClass is the class of the load balancer implementation this Service belongs to. */
  readonly loadBalancerClass?: string;
  /** Only applies to Service Type: LoadBalancer. */
  readonly loadBalancerIP?: string;
  /** If specified and supported by the platform, this will restrict traffic through the cloud-provider load-balancer will be restricted to the specified client IPs. */
  readonly loadBalancerSourceRanges?: readonly string[];
  /** The list of ports that are exposed by this service. */
  readonly ports?: readonly ServicePort[];
  /** publishNotReadyAddresses indicates that any agent which deals with endpoints for this Service should disregard any indications of ready/not-ready. */
  readonly publishNotReadyAddresses?: boolean;
  /** Route service traffic to pods with label keys and values matching this selector. */
  readonly selector?: Readonly<Record<string, string>>;
  /** Supports "ClientIP" and "None". */
  readonly sessionAffinity?: 'ClientIP' | 'None';
  /** sessionAffinityConfig contains the configurations of session affinity. */
  readonly sessionAffinityConfig?: SessionAffinityConfig;
  /** TrafficDistribution offers a way to express preferences for how traffic is distributed to Service endpoints. */
  readonly trafficDistribution?: string;
  /** type determines how the Service is exposed. */
  readonly type?: 'ClusterIP' | 'ExternalName' | 'LoadBalancer' | 'NodePort';
}

/** SessionAffinityConfig represents the configurations of session affinity. */
export interface SessionAffinityConfig {
  /** clientIP contains the configurations of Client IP based session affinity. */
  readonly clientIP?: ClientIPConfig;
}

/** SleepAction describes a "sleep" action. */
export interface SleepAction {
  /** Seconds is the number of seconds to sleep. */
  readonly seconds: number;
}

/** StatefulSet represents a set of pods with consistent identities. */
export interface StatefulSet {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'StatefulSet';
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** Spec defines the desired identities of pods in this set. */
  readonly spec?: StatefulSetSpec;
}

/** StatefulSetOrdinals describes the policy used for replica ordinal assignment in this StatefulSet. */
export interface StatefulSetOrdinals {
  /** start is the number representing the first replica's index. */
  readonly start?: number;
}

/** StatefulSetPersistentVolumeClaimRetentionPolicy describes the policy used for PVCs created from the StatefulSet VolumeClaimTemplates. */
export interface StatefulSetPersistentVolumeClaimRetentionPolicy {
  /** WhenDeleted specifies what happens to PVCs created from StatefulSet VolumeClaimTemplates when the StatefulSet is deleted. */
  readonly whenDeleted?: string;
  /** WhenScaled specifies what happens to PVCs created from StatefulSet VolumeClaimTemplates when the StatefulSet is scaled down. */
  readonly whenScaled?: string;
}

/** A StatefulSetSpec is the specification of a StatefulSet. */
export interface StatefulSetSpec {
  /** Minimum number of seconds for which a newly created pod should be ready without any of its container crashing for it to be considered available. */
  readonly minReadySeconds?: number;
  /** ordinals controls the numbering of replica indices in a StatefulSet. */
  readonly ordinals?: StatefulSetOrdinals;
  /** persistentVolumeClaimRetentionPolicy describes the lifecycle of persistent volume claims created from volumeClaimTemplates. */
  readonly persistentVolumeClaimRetentionPolicy?: StatefulSetPersistentVolumeClaimRetentionPolicy;
  /** podManagementPolicy controls how pods are created during initial scale up, when replacing pods on nodes, or when scaling down. */
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
  /** replicas is the desired number of replicas of the given Template. */
  readonly replicas?: number;
  /** revisionHistoryLimit is the maximum number of revisions that will be maintained in the StatefulSet's revision history. */
  readonly revisionHistoryLimit?: number;
  /** selector is a label query over pods that should match the replica count. */
  readonly selector: LabelSelector;
  /** serviceName is the name of the service that governs this StatefulSet. */
  readonly serviceName?: string;
  /** template is the object that describes the pod that will be created if insufficient replicas are detected. */
  readonly template: PodTemplateSpec;
  /** updateStrategy indicates the StatefulSetUpdateStrategy that will be employed to update Pods in the StatefulSet when a revision is made to Template. */
  readonly updateStrategy?: StatefulSetUpdateStrategy;
  /** volumeClaimTemplates is a list of claims that pods are allowed to reference. */
  readonly volumeClaimTemplates?: readonly Embedded<PersistentVolumeClaim>[];
}

/** StatefulSetUpdateStrategy indicates the strategy that the StatefulSet controller will use to perform updates. */
export interface StatefulSetUpdateStrategy {
  /** RollingUpdate is used to communicate parameters when Type is RollingUpdateStatefulSetStrategyType. */
  readonly rollingUpdate?: RollingUpdateStatefulSetStrategy;
  /** Type indicates the type of the StatefulSetUpdateStrategy. */
  readonly type?: 'OnDelete' | 'RollingUpdate';
}

/** StorageClass describes the parameters for a class of storage for which PersistentVolumes can be dynamically provisioned. */
export interface StorageClass {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'StorageClass';
  /** allowVolumeExpansion shows whether the storage class allow volume expand. */
  readonly allowVolumeExpansion?: boolean;
  /** allowedTopologies restrict the node topologies where volumes can be dynamically provisioned. */
  readonly allowedTopologies?: readonly TopologySelectorTerm[];
  /** Standard object's metadata. */
  readonly metadata: ObjectMeta;
  /** mountOptions controls the mountOptions for dynamically provisioned PersistentVolumes of this storage class. e.g. ["ro", "soft"]. */
  readonly mountOptions?: readonly string[];
  /** parameters holds the parameters for the provisioner that should create volumes of this storage class. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** provisioner indicates the type of the provisioner. */
  readonly provisioner: string;
  /** reclaimPolicy controls the reclaimPolicy for dynamically provisioned PersistentVolumes of this storage class. */
  readonly reclaimPolicy?: 'Delete' | 'Recycle' | 'Retain';
  /** volumeBindingMode indicates how PersistentVolumeClaims should be provisioned and bound. */
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
}

/** Represents a StorageOS persistent volume resource. */
export interface StorageOSPersistentVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef specifies the secret to use for obtaining the StorageOS API credentials. */
  readonly secretRef?: ObjectReference;
  /** volumeName is the human-readable name of the StorageOS volume. */
  readonly volumeName?: string;
  /** volumeNamespace specifies the scope of the volume within StorageOS. */
  readonly volumeNamespace?: string;
}

/** Represents a StorageOS persistent volume resource. */
export interface StorageOSVolumeSource {
  /** fsType is the filesystem type to mount. */
  readonly fsType?: string;
  /** readOnly defaults to false (read/write). */
  readonly readOnly?: boolean;
  /** secretRef specifies the secret to use for obtaining the StorageOS API credentials. */
  readonly secretRef?: LocalObjectReference;
  /** volumeName is the human-readable name of the StorageOS volume. */
  readonly volumeName?: string;
  /** volumeNamespace specifies the scope of the volume within StorageOS. */
  readonly volumeNamespace?: string;
}

/** Subject contains a reference to the object or user identities a role binding applies to. */
export interface Subject {
  /** APIGroup holds the API group of the referenced subject. */
  readonly apiGroup?: string;
  /** Kind of object being referenced. */
  readonly kind: string;
  /** Name of the object being referenced. */
  readonly name: string;
  /** Namespace of the referenced object. */
  readonly namespace?: string;
}

/** SuccessPolicy describes when a Job can be declared as succeeded based on the success of some indexes. */
export interface SuccessPolicy {
  /** rules represents the list of alternative rules for the declaring the Jobs as successful before `.status.succeeded >= .spec.completions`. */
  readonly rules: readonly SuccessPolicyRule[];
}

/** SuccessPolicyRule describes rule for declaring a Job as succeeded. */
export interface SuccessPolicyRule {
  /** succeededCount specifies the minimal required size of the actual set of the succeeded indexes for the Job. */
  readonly succeededCount?: number;
  /** succeededIndexes specifies the set of indexes which need to be contained in the actual set of the succeeded indexes for the Job. */
  readonly succeededIndexes?: string;
}

/** Sysctl defines a kernel parameter to be set */
export interface Sysctl {
  /** Name of a property to set */
  readonly name: string;
  /** Value of a property to set */
  readonly value: string;
}

/** TCPSocketAction describes an action based on opening a socket */
export interface TCPSocketAction {
  /** Optional: Host name to connect to, defaults to the pod IP. */
  readonly host?: string;
  /** Number or name of the port to access on the container. */
  readonly port: IntOrString;
}

/** The node this Taint is attached to has the "effect" on any pod that does not tolerate the Taint. */
export interface Taint {
  /** Required. */
  readonly effect: 'NoExecute' | 'NoSchedule' | 'PreferNoSchedule';
  /** Required. */
  readonly key: string;
  /** TimeAdded represents the time at which the taint was added. */
  readonly timeAdded?: string;
  /** The taint value corresponding to the taint key. */
  readonly value?: string;
}

/** The pod this Toleration is attached to tolerates any taint that matches the triple <key,value,effect> using the matching operator <operator>. */
export interface Toleration {
  /** Effect indicates the taint effect to match. */
  readonly effect?: 'NoExecute' | 'NoSchedule' | 'PreferNoSchedule';
  /** Key is the taint key that the toleration applies to. */
  readonly key?: string;
  /** Operator represents a key's relationship to the value. */
  readonly operator?: 'Equal' | 'Exists';
  /** TolerationSeconds represents the period of time the toleration (which must be of effect NoExecute, otherwise this field is ignored) tolerates the taint. */
  readonly tolerationSeconds?: number;
  /** Value is the taint value the toleration matches to. */
  readonly value?: string;
}

/** A topology selector requirement is a selector that matches given label. */
export interface TopologySelectorLabelRequirement {
  /** The label key that the selector applies to. */
  readonly key: string;
  /** An array of string values. */
  readonly values: readonly string[];
}

/** A topology selector term represents the result of label queries. */
export interface TopologySelectorTerm {
  /** A list of topology selector requirements by labels. */
  readonly matchLabelExpressions?: readonly TopologySelectorLabelRequirement[];
}

/** TopologySpreadConstraint specifies how to spread matching pods among the given topology. */
export interface TopologySpreadConstraint {
  /** LabelSelector is used to find matching pods. */
  readonly labelSelector?: LabelSelector;
  /** MatchLabelKeys is a set of pod label keys to select the pods over which spreading will be calculated. */
  readonly matchLabelKeys?: readonly string[];
  /** MaxSkew describes the degree to which pods may be unevenly distributed. */
  readonly maxSkew: number;
  /** MinDomains indicates a minimum number of eligible domains. */
  readonly minDomains?: number;
  /** NodeAffinityPolicy indicates how we will treat Pod's nodeAffinity/nodeSelector when calculating pod topology spread skew. */
  readonly nodeAffinityPolicy?: 'Honor' | 'Ignore';
  /** NodeTaintsPolicy indicates how we will treat node taints when calculating pod topology spread skew. */
  readonly nodeTaintsPolicy?: 'Honor' | 'Ignore';
  /** TopologyKey is the key of node labels. */
  readonly topologyKey: string;
  /** WhenUnsatisfiable indicates how to deal with a pod if it doesn't satisfy the spread constraint. - DoNotSchedule (default) tells the scheduler not to … */
  readonly whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
}

/** TypedLocalObjectReference contains enough information to let you locate the typed referenced object inside the same namespace. */
export interface TypedLocalObjectReference {
  /** APIGroup is the group for the resource being referenced. */
  readonly apiGroup?: string;
  /** Kind is the type of resource being referenced */
  readonly kind: string;
  /** Name is the name of resource being referenced */
  readonly name: string;
}

/** TypedObjectReference contains enough information to let you locate the typed referenced object */
export interface TypedObjectReference {
  /** APIGroup is the group for the resource being referenced. */
  readonly apiGroup?: string;
  /** Kind is the type of resource being referenced */
  readonly kind: string;
  /** Name is the name of resource being referenced */
  readonly name: string;
  /** Namespace is the namespace of resource being referenced Note that when a namespace is specified, a gateway.networking.k8s.io/ReferenceGrant object is … */
  readonly namespace?: string;
}

/** ValidatingAdmissionPolicy describes the definition of an admission validation policy that accepts or rejects an object without changing it. */
export interface ValidatingAdmissionPolicy {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicy';
  /** Standard object metadata; More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of the ValidatingAdmissionPolicy. */
  readonly spec?: ValidatingAdmissionPolicySpec;
}

/** ValidatingAdmissionPolicyBinding binds the ValidatingAdmissionPolicy with paramerized resources. */
export interface ValidatingAdmissionPolicyBinding {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicyBinding';
  /** Standard object metadata; More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata. */
  readonly metadata: ObjectMeta;
  /** Specification of the desired behavior of the ValidatingAdmissionPolicyBinding. */
  readonly spec?: ValidatingAdmissionPolicyBindingSpec;
}

/** ValidatingAdmissionPolicyBindingSpec is the specification of the ValidatingAdmissionPolicyBinding. */
export interface ValidatingAdmissionPolicyBindingSpec {
  /** MatchResources declares what resources match this binding and will be validated by it. */
  readonly matchResources?: MatchResources;
  /** paramRef specifies the parameter resource used to configure the admission control policy. */
  readonly paramRef?: ParamRef;
  /** PolicyName references a ValidatingAdmissionPolicy name which the ValidatingAdmissionPolicyBinding binds to. */
  readonly policyName?: string;
  /** validationActions declares how Validations of the referenced ValidatingAdmissionPolicy are enforced. */
  readonly validationActions?: readonly ('Audit' | 'Deny' | 'Warn')[];
}

/** ValidatingAdmissionPolicySpec is the specification of the desired behavior of the AdmissionPolicy. */
export interface ValidatingAdmissionPolicySpec {
  /** auditAnnotations contains CEL expressions which are used to produce audit annotations for the audit event of the API request. validations and … */
  readonly auditAnnotations?: readonly AuditAnnotation[];
  /** failurePolicy defines how to handle failures for the admission policy. */
  readonly failurePolicy?: 'Fail' | 'Ignore';
  /** MatchConditions is a list of conditions that must be met for a request to be validated. */
  readonly matchConditions?: readonly MatchCondition[];
  /** MatchConstraints specifies what resources this policy is designed to validate. */
  readonly matchConstraints?: MatchResources;
  /** ParamKind specifies the kind of resources used to parameterize this policy. */
  readonly paramKind?: ParamKind;
  /** Validations contain CEL expressions which is used to apply the validation. */
  readonly validations?: readonly Validation[];
  /** Variables contain definitions of variables that can be used in composition of other expressions. */
  readonly variables?: readonly Variable[];
}

/** Validation specifies the CEL expression which is used to apply the validation. */
export interface Validation {
  /** Expression represents the expression which will be evaluated by CEL. ref: https://github.com/google/cel-spec CEL expressions have access to the contents of … */
  readonly expression: string;
  /** Message represents the message displayed when validation fails. */
  readonly message?: string;
  /** messageExpression declares a CEL expression that evaluates to the validation failure message that is returned when this rule fails. */
  readonly messageExpression?: string;
  /** Reason represents a machine-readable description of why this validation failed. */
  readonly reason?: string;
}

/** ValidationRule describes a validation rule written in the CEL expression language. */
export interface ValidationRule {
  /** fieldPath represents the field path returned when the validation fails. */
  readonly fieldPath?: string;
  /** Message represents the message displayed when validation fails. */
  readonly message?: string;
  /** MessageExpression declares a CEL expression that evaluates to the validation failure message that is returned when this rule fails. */
  readonly messageExpression?: string;
  /** optionalOldSelf is used to opt a transition rule into evaluation even when the object is first created, or if the old object is missing the value. */
  readonly optionalOldSelf?: boolean;
  /** reason provides a machine-readable validation failure reason that is returned to the caller when a request fails this validation rule. */
  readonly reason?: 'FieldValueDuplicate' | 'FieldValueForbidden' | 'FieldValueInvalid' | 'FieldValueRequired';
  /** Rule represents the expression which will be evaluated by CEL. ref: https://github.com/google/cel-spec The Rule is scoped to the location of the … */
  readonly rule: string;
}

/** Variable is the definition of a variable that is used for composition. */
export interface Variable {
  /** Expression is the expression that will be evaluated as the value of the variable. */
  readonly expression: string;
  /** Name is the name of the variable. */
  readonly name: string;
}

/** Volume represents a named volume in a pod that may be accessed by any container in the pod. */
export interface Volume {
  /** awsElasticBlockStore represents an AWS Disk resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly awsElasticBlockStore?: AWSElasticBlockStoreVolumeSource;
  /** azureDisk represents an Azure Data Disk mount on the host and bind mount to the pod. */
  readonly azureDisk?: AzureDiskVolumeSource;
  /** azureFile represents an Azure File Service mount on the host and bind mount to the pod. */
  readonly azureFile?: AzureFileVolumeSource;
  /** cephFS represents a Ceph FS mount on the host that shares a pod's lifetime. */
  readonly cephfs?: CephFSVolumeSource;
  /** cinder represents a cinder volume attached and mounted on kubelets host machine. */
  readonly cinder?: CinderVolumeSource;
  /** configMap represents a configMap that should populate this volume */
  readonly configMap?: ConfigMapVolumeSource;
  /** csi (Container Storage Interface) represents ephemeral storage that is handled by certain external CSI drivers. */
  readonly csi?: CSIVolumeSource;
  /** downwardAPI represents downward API about the pod that should populate this volume */
  readonly downwardAPI?: DownwardAPIVolumeSource;
  /** emptyDir represents a temporary directory that shares a pod's lifetime. */
  readonly emptyDir?: EmptyDirVolumeSource;
  /** ephemeral represents a volume that is handled by a cluster storage driver. */
  readonly ephemeral?: EphemeralVolumeSource;
  /** fc represents a Fibre Channel resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly fc?: FCVolumeSource;
  /** flexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin. */
  readonly flexVolume?: FlexVolumeSource;
  /** flocker represents a Flocker volume attached to a kubelet's host machine. */
  readonly flocker?: FlockerVolumeSource;
  /** gcePersistentDisk represents a GCE Disk resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly gcePersistentDisk?: GCEPersistentDiskVolumeSource;
  /** gitRepo represents a git repository at a particular revision. */
  readonly gitRepo?: GitRepoVolumeSource;
  /** glusterfs represents a Glusterfs mount on the host that shares a pod's lifetime. */
  readonly glusterfs?: GlusterfsVolumeSource;
  /** hostPath represents a pre-existing file or directory on the host machine that is directly exposed to the container. */
  readonly hostPath?: HostPathVolumeSource;
  /** image represents an OCI object (a container image or artifact) pulled and mounted on the kubelet's host machine. */
  readonly image?: ImageVolumeSource;
  /** iscsi represents an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod. */
  readonly iscsi?: ISCSIVolumeSource;
  /** name of the volume. */
  readonly name: string;
  /** nfs represents an NFS mount on the host that shares a pod's lifetime More info: https://kubernetes.io/docs/concepts/storage/volumes#nfs */
  readonly nfs?: NFSVolumeSource;
  /** persistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace. */
  readonly persistentVolumeClaim?: PersistentVolumeClaimVolumeSource;
  /** photonPersistentDisk represents a PhotonController persistent disk attached and mounted on kubelets host machine. */
  readonly photonPersistentDisk?: PhotonPersistentDiskVolumeSource;
  /** portworxVolume represents a portworx volume attached and mounted on kubelets host machine. */
  readonly portworxVolume?: PortworxVolumeSource;
  /** projected items for all in one resources secrets, configmaps, and downward API */
  readonly projected?: ProjectedVolumeSource;
  /** quobyte represents a Quobyte mount on the host that shares a pod's lifetime. */
  readonly quobyte?: QuobyteVolumeSource;
  /** rbd represents a Rados Block Device mount on the host that shares a pod's lifetime. */
  readonly rbd?: RBDVolumeSource;
  /** scaleIO represents a ScaleIO persistent volume attached and mounted on Kubernetes nodes. */
  readonly scaleIO?: ScaleIOVolumeSource;
  /** secret represents a secret that should populate this volume. */
  readonly secret?: SecretVolumeSource;
  /** storageOS represents a StorageOS volume attached and mounted on Kubernetes nodes. */
  readonly storageos?: StorageOSVolumeSource;
  /** vsphereVolume represents a vSphere volume attached and mounted on kubelets host machine. */
  readonly vsphereVolume?: VsphereVirtualDiskVolumeSource;
}

/** volumeDevice describes a mapping of a raw block device within a container. */
export interface VolumeDevice {
  /** devicePath is the path inside of the container that the device will be mapped to. */
  readonly devicePath: string;
  /** name must match the name of a persistentVolumeClaim in the pod */
  readonly name: string;
}

/** VolumeMount describes a mounting of a Volume within a container. */
export interface VolumeMount {
  /** Path within the container at which the volume should be mounted. */
  readonly mountPath: string;
  /** mountPropagation determines how mounts are propagated from the host to container and the other way around. */
  readonly mountPropagation?: 'Bidirectional' | 'HostToContainer' | 'None';
  /** This must match the Name of a Volume. */
  readonly name: string;
  /** Mounted read-only if true, read-write otherwise (false or unspecified). */
  readonly readOnly?: boolean;
  /** RecursiveReadOnly specifies whether read-only mounts should be handled recursively. */
  readonly recursiveReadOnly?: string;
  /** Path within the volume from which the container's volume should be mounted. */
  readonly subPath?: string;
  /** Expanded path within the volume from which the container's volume should be mounted. */
  readonly subPathExpr?: string;
}

/** VolumeNodeAffinity defines constraints that limit what nodes this volume can be accessed from. */
export interface VolumeNodeAffinity {
  /** required specifies hard node constraints that must be met. */
  readonly required?: NodeSelector;
}

/** Projection that may be projected along with other supported volume types. */
export interface VolumeProjection {
  /** ClusterTrustBundle allows a pod to access the `.spec.trustBundle` field of ClusterTrustBundle objects in an auto-updating file. */
  readonly clusterTrustBundle?: ClusterTrustBundleProjection;
  /** configMap information about the configMap data to project */
  readonly configMap?: ConfigMapProjection;
  /** downwardAPI information about the downwardAPI data to project */
  readonly downwardAPI?: DownwardAPIProjection;
  /** Projects an auto-rotating credential bundle (private key and certificate chain) that the pod can use either as a TLS client or server. */
  readonly podCertificate?: PodCertificateProjection;
  /** secret information about the secret data to project */
  readonly secret?: SecretProjection;
  /** serviceAccountToken is information about the serviceAccountToken data to project */
  readonly serviceAccountToken?: ServiceAccountTokenProjection;
}

/** VolumeResourceRequirements describes the storage resource requirements for a volume. */
export interface VolumeResourceRequirements {
  /** Limits describes the maximum amount of compute resources allowed. */
  readonly limits?: Readonly<Record<string, Quantity>>;
  /** Requests describes the minimum amount of compute resources required. */
  readonly requests?: Readonly<Record<string, Quantity>>;
}

/** Represents a vSphere volume resource. */
export interface VsphereVirtualDiskVolumeSource {
  /** fsType is filesystem type to mount. */
  readonly fsType?: string;
  /** storagePolicyID is the storage Policy Based Management (SPBM) profile ID associated with the StoragePolicyName. */
  readonly storagePolicyID?: string;
  /** storagePolicyName is the storage Policy Based Management (SPBM) profile name. */
  readonly storagePolicyName?: string;
  /** volumePath is the path that identifies vSphere volume vmdk */
  readonly volumePath: string;
}

/** WebhookClientConfig contains the information to make a TLS connection with the webhook. */
export interface WebhookClientConfig {
  /** caBundle is a PEM encoded CA bundle which will be used to validate the webhook's server certificate. */
  readonly caBundle?: string;
  /** service is a reference to the service for this webhook. */
  readonly service?: ServiceReference;
  /** url gives the location of the webhook, in standard URL form (`scheme://host:port/path`). */
  readonly url?: string;
}

/** WebhookConversion describes how to call a conversion webhook */
export interface WebhookConversion {
  /** clientConfig is the instructions for how to call the webhook if strategy is `Webhook`. */
  readonly clientConfig?: WebhookClientConfig;
  /** conversionReviewVersions is an ordered list of preferred `ConversionReview` versions the Webhook expects. */
  readonly conversionReviewVersions: readonly string[];
}

/** The weights of all of the matched WeightedPodAffinityTerm fields are added per-node to find the most preferred node(s) */
export interface WeightedPodAffinityTerm {
  /** Required. */
  readonly podAffinityTerm: PodAffinityTerm;
  /** weight associated with matching the corresponding podAffinityTerm, in the range 1-100. */
  readonly weight: number;
}

/** WindowsSecurityContextOptions contain Windows-specific options and credentials. */
export interface WindowsSecurityContextOptions {
  /** GMSACredentialSpec is where the GMSA admission webhook (https://github.com/kubernetes-sigs/windows-gmsa) inlines the contents of the GMSA credential spec … */
  readonly gmsaCredentialSpec?: string;
  /** GMSACredentialSpecName is the name of the GMSA credential spec to use. */
  readonly gmsaCredentialSpecName?: string;
  /** HostProcess determines if a container should be run as a 'Host Process' container. */
  readonly hostProcess?: boolean;
  /** The UserName in Windows to run the entrypoint of the container process. */
  readonly runAsUserName?: string;
}

/**
 * A program for mongosh (`--nodb`) that brings the replica set to what its plan says: initiated, its members, its users.
 * It looks first and changes only what differs, so it may run at any time and as often as one likes.
 *
 * It logs in as `__system`, the user that members are to one another, whose password is the key file: so there is no
 * administrator's password, and no moment at which the database is open. The replica set is made only where every
 * member has answered and none knows of one: a member that has lost its volume joins again instead of founding another.
 *
 * Variables: PLAN_FILE, KEY_FILE, PASSWORDS (a folder with a file for each user), DEADLINE_SECONDS.
 */
export const initiateReplicaSet = String.raw`'use strict';
const { readFileSync } = require('fs');

const plan = JSON.parse(readFileSync(process.env.PLAN_FILE, 'utf8'));
const key = readFileSync(process.env.KEY_FILE, 'utf8').replace(/\s/g, '');
const passwordOf = (user) => readFileSync(process.env.PASSWORDS + '/' + user, 'utf8').trim();
const deadline = Date.now() + Number(process.env.DEADLINE_SECONDS) * 1000;

const say = (message) => print(JSON.stringify({ time: new Date().toISOString(), message }));

/** A connection to one member, whatever its state. */
function connectTo(host, { user, password, database }) {
  const login = user + ':' + encodeURIComponent(password);
  const options = 'directConnection=true&authMechanism=SCRAM-SHA-256&authSource=' + database +
    '&serverSelectionTimeoutMS=5000&connectTimeoutMS=5000&appName=berth-initiate';
  return new Mongo('mongodb://' + login + '@' + host + '/' + database + '?' + options);
}

const connections = {};
function adminOf(host) {
  connections[host] ??= connectTo(host, { user: '__system', password: key, database: 'local' });
  return connections[host].getDB('admin');
}

let lastFailure = '';
function helloOf(host) {
  try {
    return adminOf(host).runCommand({ hello: 1 });
  } catch (error) {
    delete connections[host];
    lastFailure = host + ': ' + error.message;
    return undefined;
  }
}

/** Looks again and again until there is an answer. What fails may work a moment later: members start and step down. */
function waitFor(what, look) {
  say('waiting for ' + what);
  for (;;) {
    try {
      const answer = look();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error.final) throw error;
      lastFailure = error.message;
    }
    if (Date.now() > deadline) throw new Error('gave up waiting for ' + what + '; the last failure: ' + lastFailure);
    sleep(plan.pauseMs);
  }
}

function refuse(message) {
  throw Object.assign(new Error(message), { final: true });
}

/** "there" as soon as one member knows the replica set; "missing" only when all have answered and none does. */
function lookForSet() {
  let answers = 0;
  for (const host of plan.members) {
    const hello = helloOf(host);
    if (hello === undefined) continue;
    answers += 1;
    if (hello.setName === plan.name) return 'there';
    if (hello.setName) refuse(host + ' belongs to the replica set "' + hello.setName + '", not to "' + plan.name + '"');
  }
  return answers === plan.members.length ? 'missing' : undefined;
}

function initiate() {
  const members = plan.members.map((host, _id) => ({ _id, host }));
  try {
    adminOf(plan.members[0]).runCommand({ replSetInitiate: { _id: plan.name, members } });
    say('the replica set ' + plan.name + ' has been made of ' + plan.members.join(', '));
  } catch (error) {
    if (error.codeName !== 'AlreadyInitialized') throw error;
  }
}

function findPrimary() {
  for (const host of plan.members) if (helloOf(host)?.isWritablePrimary) return host;
  return undefined;
}

/** The next step of the configuration; undefined when there is none. One member at a time: a majority has to overlap. */
function nextConfiguration(config) {
  const hosts = config.members.map(({ host }) => host);
  const added = plan.members.find((host) => !hosts.includes(host));
  if (added !== undefined) {
    if (helloOf(added) === undefined) throw new Error(added + ' does not answer yet, so it is not added');
    const _id = Math.max(...config.members.map((member) => Number(member._id))) + 1;
    return { step: 'adding ' + added, config: { ...config, version: Number(config.version) + 1, members: [...config.members, { _id, host: added }] } };
  }
  const isOver = (host) => host.endsWith(plan.ownSuffix) && !plan.members.includes(host);
  const removed = hosts.find(isOver);
  if (removed === undefined) return undefined;
  const members = config.members.filter(({ host }) => host !== removed);
  return { step: 'removing ' + removed, config: { ...config, version: Number(config.version) + 1, members } };
}

function settleMembers() {
  const primary = findPrimary();
  if (primary === undefined) return undefined;
  const next = nextConfiguration(adminOf(primary).runCommand({ replSetGetConfig: 1 }).config);
  if (next === undefined) return true;
  say(next.step);
  adminOf(primary).runCommand({ replSetReconfig: next.config, maxTimeMS: 60000 });
  return undefined;
}

const rolesOf = (roles) => roles.map(({ role, db }) => db + '.' + role).sort().join(' ');

function canLogIn(host, user) {
  try {
    const connection = connectTo(host, { user, password: passwordOf(user), database: 'admin' });
    connection.getDB('admin').runCommand({ ping: 1 });
    connection.close();
    return true;
  } catch (error) {
    if (error.codeName === 'AuthenticationFailed' || error.code === 18) return false;
    throw error;
  }
}

function settleUser(host, { name, roles }) {
  const admin = adminOf(host);
  const writeConcern = { w: 'majority' };
  const [there] = admin.runCommand({ usersInfo: { user: name, db: 'admin' } }).users;
  if (there === undefined) {
    const mechanisms = ['SCRAM-SHA-256'];
    admin.runCommand({ createUser: name, pwd: passwordOf(name), roles, mechanisms, writeConcern });
    return say('the user ' + name + ' has been made');
  }
  if (rolesOf(there.roles) !== rolesOf(roles)) {
    admin.runCommand({ updateUser: name, roles, writeConcern });
    say('the roles of the user ' + name + ' have been changed');
  }
  if (!canLogIn(host, name)) {
    admin.runCommand({ updateUser: name, pwd: passwordOf(name), writeConcern });
    say('the password of the user ' + name + ' has been changed');
  }
}

function settleUsers() {
  const primary = findPrimary();
  if (primary === undefined) return undefined;
  for (const user of plan.users) settleUser(primary, user);
  return true;
}

if (waitFor('all members, or one that knows the replica set', lookForSet) === 'missing') {
  waitFor('the initiation', () => {
    initiate();
    return true;
  });
}
waitFor('the members', settleMembers);
waitFor('the users', settleUsers);
say('the replica set ' + plan.name + ' is as planned');
`;

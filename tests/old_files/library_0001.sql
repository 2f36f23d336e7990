BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE scenario (
	id INTEGER NOT NULL, 
	owner VARCHAR(254) NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	name_key VARCHAR(400) NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_scenario PRIMARY KEY (id)
);
INSERT INTO "scenario" VALUES(1,'','Offshore voice','offshore voice',NULL);
INSERT INTO "scenario" VALUES(2,'','Old offer','old offer','2026-11-23 09:30:00.000000');
CREATE TABLE version (
	id INTEGER NOT NULL, 
	scenario_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	note VARCHAR(500) NOT NULL, 
	headline VARCHAR(500) NOT NULL, 
	saved_at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_version PRIMARY KEY (id), 
	CONSTRAINT fk_version_scenario_id FOREIGN KEY(scenario_id) REFERENCES scenario (id) ON DELETE CASCADE
);
INSERT INTO "version" VALUES(1,1,1,'round 1','Vendor costs 504,000 USD','2026-11-22 10:00:00.000000','start: 2027-01
months: 12
demand: {volume: {voice: 10000}}
options: {vendor: {pricing: {model: per_ticket, ticket_price: 4.2}}}
');
INSERT INTO "version" VALUES(2,1,2,'round 2','Vendor costs 468,000 USD','2026-11-22 10:00:00.000000','start: 2027-01
months: 12
demand: {volume: {voice: 10000}}
options: {vendor: {pricing: {model: per_ticket, ticket_price: 3.9}}}
');
INSERT INTO "version" VALUES(3,2,1,'round 1','Vendor costs 600,000 USD','2026-11-22 10:00:00.000000','start: 2027-01
months: 12
demand: {volume: {voice: 10000}}
options: {vendor: {pricing: {model: per_ticket, ticket_price: 5}}}
');
CREATE UNIQUE INDEX uq_scenario_owner_name_key ON scenario (owner, name_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX uq_version_scenario_id_number ON version (scenario_id, number);
COMMIT;

BEGIN TRANSACTION;
INSERT INTO "usaha" VALUES(1,replace('a\nb','\n',char(10)),X'41',-1.5e3);
COMMIT;

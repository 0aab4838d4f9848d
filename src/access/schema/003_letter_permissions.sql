-- Letters have permissions of their own: a program that could send and word them still can.
UPDATE api_token SET permissions = permissions || ' letters.issue'
    WHERE ' ' || permissions || ' ' LIKE '% registry.write %';
UPDATE api_token SET permissions = permissions || ' letters.manage'
    WHERE ' ' || permissions || ' ' LIKE '% users.manage %';

namespace TieredPy.Runtime.Syntax;

/// <summary>
/// The grammar of Python 3.13 with the mistakes that have messages of their own (the rules named <c>invalid_</c>), in the order in
/// which CPython looks for them. The notation is that of the full grammar specification in the language reference; <c>=></c> says what
/// an alternative reports, in the words of <see cref="PegAction"/>. Left recursion is written as repetition.
/// </summary>
internal static partial class ErrorGrammar
{
    public const string Statements = """
        file: statements? ENDMARKER
        interactive: statement_newline
        eval: expressions NEWLINE* ENDMARKER
        func_type: '(' type_expressions? ')' '->' expression NEWLINE* ENDMARKER

        statements: statement+
        statement: compound_stmt | simple_stmts
        statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE
        simple_stmts: simple_stmt !';' NEWLINE | ';'.simple_stmt+ ';'? NEWLINE
        simple_stmt (memo):
            | assignment
            | &"type" type_alias
            | star_expressions
            | &'return' return_stmt
            | &('import' | 'from') import_stmt
            | &'raise' raise_stmt
            | 'pass'
            | &'del' del_stmt
            | &'yield' yield_expr
            | &'assert' assert_stmt
            | 'break'
            | 'continue'
            | &'global' global_stmt
            | &'nonlocal' nonlocal_stmt
        compound_stmt:
            | &('def' | '@' | 'async') function_def
            | &'if' if_stmt
            | &('class' | '@') class_def
            | &('with' | 'async') with_stmt
            | &('for' | 'async') for_stmt
            | &'try' try_stmt
            | &'while' while_stmt
            | match_stmt

        assignment:
            | NAME ':' expression ('=' annotated_rhs)?
            | ('(' single_target ')' | single_subscript_attribute_target) ':' expression ('=' annotated_rhs)?
            | (star_targets '=')+ annotated_rhs !'=' TYPE_COMMENT?
            | single_target augassign ~ annotated_rhs
            | invalid_assignment
        annotated_rhs: yield_expr | star_expressions
        augassign: '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='

        return_stmt: 'return' star_expressions?
        raise_stmt: 'raise' expression ('from' expression)? | 'raise'
        global_stmt: 'global' ','.NAME+
        nonlocal_stmt: 'nonlocal' ','.NAME+
        del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt
        assert_stmt: 'assert' expression (',' expression)?
        import_stmt: invalid_import | import_name | import_from
        import_name: 'import' dotted_as_names
        import_from:
            | 'from' ('.' | '...')* dotted_name 'import' import_from_targets
            | 'from' ('.' | '...')+ 'import' import_from_targets
        import_from_targets:
            | '(' import_from_as_names ','? ')'
            | import_from_as_names !','
            | '*'
            | invalid_import_from_targets
        import_from_as_names: ','.import_from_as_name+
        import_from_as_name: NAME ('as' NAME)?
        dotted_as_names: ','.dotted_as_name+
        dotted_as_name: dotted_name ('as' NAME)?
        dotted_name: NAME ('.' NAME)*

        block (memo): NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block
        decorators: ('@' named_expression NEWLINE)+
        class_def: decorators class_def_raw | class_def_raw
        class_def_raw:
            | invalid_class_def_raw
            | 'class' NAME type_params? ('(' arguments? ')')? ':' block
        function_def: decorators function_def_raw | function_def_raw
        function_def_raw:
            | invalid_def_raw
            | 'def' NAME type_params? '(' params? ')' ('->' expression)? ':' func_type_comment? block
            | 'async' 'def' NAME type_params? '(' params? ')' ('->' expression)? ':' func_type_comment? block
        func_type_comment:
            | NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
            | invalid_double_type_comments
            | TYPE_COMMENT

        if_stmt:
            | invalid_if_stmt
            | 'if' named_expression ':' block elif_stmt
            | 'if' named_expression ':' block else_block?
        elif_stmt:
            | invalid_elif_stmt
            | 'elif' named_expression ':' block elif_stmt
            | 'elif' named_expression ':' block else_block?
        else_block: invalid_else_stmt | 'else' &&':' block
        while_stmt: invalid_while_stmt | 'while' named_expression ':' block else_block?
        for_stmt:
            | invalid_for_stmt
            | 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?
            | 'async' 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?
            | invalid_for_target
        with_stmt:
            | invalid_with_stmt_indent
            | 'with' '(' ','.with_item+ ','? ')' ':' TYPE_COMMENT? block
            | 'with' ','.with_item+ ':' TYPE_COMMENT? block
            | 'async' 'with' '(' ','.with_item+ ','? ')' ':' block
            | 'async' 'with' ','.with_item+ ':' TYPE_COMMENT? block
            | invalid_with_stmt
        with_item:
            | expression 'as' star_target &(',' | ')' | ':')
            | invalid_with_item
            | expression
        try_stmt:
            | invalid_try_stmt
            | 'try' &&':' block finally_block
            | 'try' &&':' block except_block+ else_block? finally_block?
            | 'try' &&':' block except_star_block+ else_block? finally_block?
        except_block:
            | invalid_except_stmt_indent
            | 'except' expression ('as' NAME)? ':' block
            | 'except' ':' block
            | invalid_except_stmt
        except_star_block:
            | invalid_except_star_stmt_indent
            | 'except' '*' expression ('as' NAME)? ':' block
            | invalid_except_stmt
        finally_block: invalid_finally_stmt | 'finally' &&':' block

        match_stmt:
            | "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
            | invalid_match_stmt
        subject_expr: star_named_expression ',' star_named_expressions? | named_expression
        case_block: invalid_case_block | "case" patterns guard? ':' block
        guard: 'if' named_expression
        patterns: open_sequence_pattern | pattern
        pattern: as_pattern | or_pattern
        as_pattern: or_pattern 'as' pattern_capture_target | invalid_as_pattern
        or_pattern: '|'.closed_pattern+
        closed_pattern (memo):
            | literal_pattern
            | pattern_capture_target
            | "_"
            | attr !('.' | '(' | '=')
            | '(' pattern ')'
            | sequence_pattern
            | mapping_pattern
            | class_pattern
        literal_pattern: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
        signed_number: NUMBER | '-' NUMBER
        complex_number: '-'? real_number ('+' | '-') imaginary_number
        real_number: NUMBER => real
        imaginary_number: NUMBER => imaginary
        pattern_capture_target: !"_" NAME !('.' | '(' | '=')
        attr: NAME ('.' NAME)+
        name_or_attr: NAME ('.' NAME)*
        sequence_pattern: '[' maybe_sequence_pattern? ']' | '(' open_sequence_pattern? ')'
        open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
        maybe_sequence_pattern: ','.maybe_star_pattern+ ','?
        maybe_star_pattern: star_pattern | pattern
        star_pattern (memo): '*' pattern_capture_target | '*' "_"
        mapping_pattern:
            | '{' '}'
            | '{' double_star_pattern ','? '}'
            | '{' items_pattern ',' double_star_pattern ','? '}'
            | '{' items_pattern ','? '}'
        items_pattern: ','.key_value_pattern+
        key_value_pattern: (literal_pattern | attr) ':' pattern
        double_star_pattern: '**' pattern_capture_target
        class_pattern:
            | name_or_attr '(' ')'
            | name_or_attr '(' positional_patterns ','? ')'
            | name_or_attr '(' keyword_patterns ','? ')'
            | name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'
            | invalid_class_pattern
        positional_patterns: ','.pattern+
        keyword_patterns: ','.keyword_pattern+
        keyword_pattern: NAME '=' pattern

        type_alias: "type" NAME type_params? '=' expression
        type_params: invalid_type_params | '[' type_param_seq ']'
        type_param_seq: ','.type_param+ ','?
        type_param (memo):
            | NAME (':' expression)? ('=' expression)?
            | invalid_type_param
            | '*' NAME ('=' star_expression)?
            | '**' NAME ('=' expression)?
        type_expressions:
            | ','.expression+ ',' '*' expression ',' '**' expression
            | ','.expression+ ',' '*' expression
            | ','.expression+ ',' '**' expression
            | '*' expression ',' '**' expression
            | '*' expression
            | '**' expression
            | ','.expression+
        """;
}

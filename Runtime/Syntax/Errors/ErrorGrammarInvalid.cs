namespace TieredPy.Runtime.Syntax;

/// <summary>The mistakes that have messages of their own.</summary>
internal static partial class ErrorGrammar
{
    public const string Invalid = """"
        invalid_arguments:
            | ((','.(starred_expression | (assignment_expression | expression !':=') !'=')+ ',' kwargs) | kwargs) a=',' ','.(starred_expression !'=')+ => @a.. "iterable argument unpacking follows keyword argument unpacking"
            | a=expression b=for_if_clauses ',' (args | expression for_if_clauses)? => @a..last(b) "Generator expression must be parenthesized"
            | a=NAME b='=' expression for_if_clauses => @a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
            | (args ',')? a=NAME b='=' &(',' | ')') => @a..b "expected argument value expression"
            | a=args b=for_if_clauses => bare_genexp
            | args ',' a=expression b=for_if_clauses => @a..last(b) "Generator expression must be parenthesized"
            | a=args ',' args => argument_order
        invalid_kwarg:
            | a=('True' | 'False' | 'None') b='=' => @a..b "cannot assign to {text:a}"
            | a=NAME b='=' expression for_if_clauses => @a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
            | !(NAME '=') a=expression b='=' => @a..b "expression cannot contain assignment, perhaps you meant \"==\"?"
            | a='**' expression '=' b=expression => @a..b "cannot assign to keyword argument unpacking"
        expression_without_invalid (noinvalid): disjunction 'if' disjunction 'else' expression | disjunction | lambdef
        invalid_legacy_expression: a=NAME !'(' b=star_expressions => legacy
        invalid_type_param:
            | '*' NAME a=':' b=expression => bound_of_variadic TypeVarTuple
            | '**' NAME a=':' b=expression => bound_of_variadic ParamSpec
        invalid_expression:
            | !(NAME STRING | SOFT_KEYWORD) a=disjunction b=expression_without_invalid => missing_comma
            | a=disjunction 'if' b=disjunction !('else' | ':') => @a..b "expected 'else' after 'if' expression"
            | a='lambda' lambda_params? b=':' &FSTRING_MIDDLE => @a..b "f-string: lambda expressions are not allowed without parentheses"
        invalid_named_expression (memo):
            | a=expression ':=' expression => @a "cannot use assignment expressions with {name:a}"
            | a=NAME '=' b=bitwise_or !('=' | ':=') => @a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
            | !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=') => @a "cannot assign to {name:a} here. Maybe you meant '==' instead of '='?"
        invalid_assignment:
            | a=invalid_ann_assign_target ':' expression => @a "only single target (not {name:a}) can be annotated"
            | a=star_named_expression ',' star_named_expressions* ':' expression => @a "only single target (not tuple) can be annotated"
            | a=expression ':' expression => @a "illegal target for annotation"
            | (star_targets '=')* a=star_expressions '=' => target
            | (star_targets '=')* a=yield_expr '=' => @a "assignment to yield expression not possible"
            | a=star_expressions augassign annotated_rhs => @a "'{name:a}' is an illegal expression for augmented assignment"
        invalid_ann_assign_target: list | tuple | '(' invalid_ann_assign_target ')'
        invalid_del_stmt: 'del' a=star_expressions => deleted
        invalid_block: NEWLINE !INDENT => indent "expected an indented block"
        invalid_comprehension:
            | ('[' | '(' | '{') a=starred_expression for_if_clauses => @a "iterable unpacking cannot be used in comprehension"
            | ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses => @a..b "did you forget parentheses around the comprehension target?"
            | ('[' | '{') a=star_named_expression b=',' for_if_clauses => @a..b "did you forget parentheses around the comprehension target?"
        invalid_dict_comprehension: '{' a='**' bitwise_or for_if_clauses '}' => @a "dict unpacking cannot be used in dict comprehension"
        invalid_parameters:
            | a='/' ',' => @a "at least one argument must precede /"
            | (slash_no_default | slash_with_default) param_maybe_default* a='/' => @a "/ may appear only once"
            | slash_no_default? param_no_default* invalid_parameters_helper a=param_no_default => @a "parameter without a default follows parameter with a default"
            | param_no_default* a='(' param_no_default+ ','? b=')' => @a..b "Function parameters cannot be parenthesized"
            | (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/' => @a "/ must be ahead of *"
            | param_maybe_default+ '/' a='*' => @a "expected comma between / and *"
        invalid_parameters_helper: slash_with_default | param_with_default+
        invalid_default: a='=' &(')' | ',') => @a "expected default value expression"
        invalid_star_etc:
            | a='*' (')' | ',' (')' | '**')) => @a "named arguments must follow bare *"
            | '*' ',' TYPE_COMMENT => "bare * has associated type comment"
            | '*' param a='=' => @a "var-positional argument cannot have default value"
            | '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',') => @a "* argument may appear only once"
        invalid_kwds:
            | '**' param a='=' => @a "var-keyword argument cannot have default value"
            | '**' param ',' a=param => @a "arguments cannot follow var-keyword argument"
            | '**' param ',' a=('*' | '**' | '/') => @a "arguments cannot follow var-keyword argument"
        invalid_lambda_parameters:
            | a='/' ',' => @a "at least one argument must precede /"
            | (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/' => @a "/ may appear only once"
            | lambda_slash_no_default? lambda_param_no_default* invalid_lambda_parameters_helper a=lambda_param_no_default => @a "parameter without a default follows parameter with a default"
            | lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')' => @a..b "Lambda expression parameters cannot be parenthesized"
            | (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* a='/' => @a "/ must be ahead of *"
            | lambda_param_maybe_default+ '/' a='*' => @a "expected comma between / and *"
        invalid_lambda_parameters_helper: lambda_slash_with_default | lambda_param_with_default+
        invalid_lambda_star_etc:
            | '*' (':' | ',' (':' | '**')) => "named arguments must follow bare *"
            | '*' lambda_param a='=' => @a "var-positional argument cannot have default value"
            | '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',') => @a "* argument may appear only once"
        invalid_lambda_kwds:
            | '**' lambda_param a='=' => @a "var-keyword argument cannot have default value"
            | '**' lambda_param ',' a=lambda_param => @a "arguments cannot follow var-keyword argument"
            | '**' lambda_param ',' a=('*' | '**' | '/') => @a "arguments cannot follow var-keyword argument"
        invalid_double_type_comments: TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT => "Cannot have two type comments on def"
        invalid_with_item: expression 'as' a=expression &(',' | ')' | ':') => target
        invalid_for_if_clause: 'async'? 'for' (bitwise_or (',' bitwise_or)* ','?) !'in' => "'in' expected after for-loop variables"
        invalid_for_target: 'async'? 'for' a=star_expressions => for_target
        invalid_group:
            | '(' a=starred_expression ')' => @a "cannot use starred expression here"
            | '(' a='**' expression ')' => @a "cannot use double starred expression here"
        invalid_import:
            | a='import' ','.dotted_name+ 'from' dotted_name => @a.. "Did you mean to use 'from ... import ...' instead?"
            | 'import' a=NEWLINE => @a.. "Expected one or more names after 'import'"
        invalid_import_from_targets:
            | import_from_as_names ',' NEWLINE => "trailing comma not allowed without surrounding parentheses"
            | a=NEWLINE => @a.. "Expected one or more names after 'import'"
        invalid_with_stmt:
            | 'async'? 'with' ','.(expression ('as' star_target)?)+ NEWLINE => "expected ':'"
            | 'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' NEWLINE => "expected ':'"
        invalid_with_stmt_indent:
            | 'async'? a='with' ','.(expression ('as' star_target)?)+ ':' NEWLINE !INDENT => indent "expected an indented block after 'with' statement on line {line:a}"
            | 'async'? a='with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' ':' NEWLINE !INDENT => indent "expected an indented block after 'with' statement on line {line:a}"
        invalid_try_stmt:
            | a='try' ':' NEWLINE !INDENT => indent "expected an indented block after 'try' statement on line {line:a}"
            | 'try' ':' block !('except' | 'finally') => "expected 'except' or 'finally' block"
            | 'try' ':' block* except_block+ a='except' b='*' expression ('as' NAME)? ':' => @a..b "cannot have both 'except' and 'except*' on the same 'try'"
            | 'try' ':' block* except_star_block+ a='except' (expression ('as' NAME)?)? ':' => @a "cannot have both 'except' and 'except*' on the same 'try'"
        invalid_except_stmt:
            | 'except' '*'? a=expression ',' expressions ('as' NAME)? ':' => @a.. "multiple exception types must be parenthesized"
            | 'except' '*'? expression ('as' NAME)? NEWLINE => "expected ':'"
            | 'except' NEWLINE => "expected ':'"
            | 'except' '*' (NEWLINE | ':') => "expected one or more exception types"
        invalid_finally_stmt: a='finally' ':' NEWLINE !INDENT => indent "expected an indented block after 'finally' statement on line {line:a}"
        invalid_except_stmt_indent:
            | a='except' expression ('as' NAME)? ':' NEWLINE !INDENT => indent "expected an indented block after 'except' statement on line {line:a}"
            | a='except' ':' NEWLINE !INDENT => indent "expected an indented block after 'except' statement on line {line:a}"
        invalid_except_star_stmt_indent: a='except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT => indent "expected an indented block after 'except*' statement on line {line:a}"
        invalid_match_stmt:
            | "match" subject_expr NEWLINE => "expected ':'"
            | a="match" subject_expr ':' NEWLINE !INDENT => indent "expected an indented block after 'match' statement on line {line:a}"
        invalid_case_block:
            | "case" patterns guard? NEWLINE => "expected ':'"
            | a="case" patterns guard? ':' NEWLINE !INDENT => indent "expected an indented block after 'case' statement on line {line:a}"
        invalid_as_pattern:
            | or_pattern 'as' a="_" => @a "cannot use '_' as a target"
            | or_pattern 'as' !NAME a=expression => @a "invalid pattern target"
        invalid_class_pattern: name_or_attr '(' (positional_patterns ',')? keyword_patterns ',' a=positional_patterns => @a "positional patterns follow keyword patterns"
        invalid_if_stmt:
            | 'if' named_expression NEWLINE => "expected ':'"
            | a='if' named_expression ':' NEWLINE !INDENT => indent "expected an indented block after 'if' statement on line {line:a}"
        invalid_elif_stmt:
            | 'elif' named_expression NEWLINE => "expected ':'"
            | a='elif' named_expression ':' NEWLINE !INDENT => indent "expected an indented block after 'elif' statement on line {line:a}"
        invalid_else_stmt: a='else' ':' NEWLINE !INDENT => indent "expected an indented block after 'else' statement on line {line:a}"
        invalid_while_stmt:
            | 'while' named_expression NEWLINE => "expected ':'"
            | a='while' named_expression ':' NEWLINE !INDENT => indent "expected an indented block after 'while' statement on line {line:a}"
        invalid_for_stmt:
            | 'async'? 'for' star_targets 'in' star_expressions NEWLINE => "expected ':'"
            | 'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT => indent "expected an indented block after 'for' statement on line {line:a}"
        invalid_def_raw:
            | 'async'? a='def' NAME type_params? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT => indent "expected an indented block after function definition on line {line:a}"
            | 'async'? 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' func_type_comment? block
        invalid_class_def_raw:
            | 'class' NAME type_params? ('(' arguments? ')')? NEWLINE => "expected ':'"
            | a='class' NAME type_params? ('(' arguments? ')')? ':' NEWLINE !INDENT => indent "expected an indented block after class definition on line {line:a}"
        invalid_double_starred_kvpairs:
            | ','.double_starred_kvpair+ ',' invalid_kvpair
            | expression ':' a='*' bitwise_or => @a.. "cannot use a starred expression in a dictionary value"
            | expression a=':' &('}' | ',') => @a "expression expected after dictionary key and ':'"
        invalid_kvpair:
            | a=expression !':' => key_without_value
            | expression ':' a='*' bitwise_or => @a.. "cannot use a starred expression in a dictionary value"
            | expression a=':' &('}' | ',') => @a "expression expected after dictionary key and ':'"
        invalid_starred_expression_unpacking: a='*' expression '=' b=expression => @a..b "cannot assign to iterable argument unpacking"
        invalid_starred_expression: '*' => "Invalid star expression"
        invalid_replacement_field:
            | '{' a='=' => @a "f-string: valid expression required before '='"
            | '{' a='!' => @a "f-string: valid expression required before '!'"
            | '{' a=':' => @a "f-string: valid expression required before ':'"
            | '{' a='}' => @a "f-string: valid expression required before '}'"
            | '{' !annotated_rhs => next "f-string: expecting a valid expression after '{'"
            | '{' annotated_rhs !('=' | '!' | ':' | '}') => next "f-string: expecting '=', or '!', or ':', or '}'"
            | '{' annotated_rhs '=' !('!' | ':' | '}') => next "f-string: expecting '!', or ':', or '}'"
            | '{' annotated_rhs '='? invalid_conversion_character
            | '{' annotated_rhs '='? ('!' NAME)? !(':' | '}') => next "f-string: expecting ':' or '}'"
            | '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}' => next "f-string: expecting '}', or format specs"
            | '{' annotated_rhs '='? ('!' NAME)? !'}' => next "f-string: expecting '}'"
        invalid_conversion_character:
            | '!' &(':' | '}') => next "f-string: missing conversion character"
            | '!' !NAME => next "f-string: invalid conversion character"
        invalid_arithmetic: sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a='not' b=inversion => @a..b "'not' after an operator must be parenthesized"
        invalid_factor: ('+' | '-' | '~') a='not' b=factor => @a..b "'not' after an operator must be parenthesized"
        invalid_type_params: '[' a=']' => @a.. "Type parameter list cannot be empty"
        """";
}
